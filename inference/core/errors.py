"""The errors that a person may meet: each has a code, what is wrong, and what to do.

Message templates live here in English, keyed by code, so that the user interface can translate
them by template and the command line can print them as they are. Needs the standard library only.
"""

from __future__ import annotations

from typing import Self

#: code -> (what is wrong, what to do). Placeholders are filled from the error's parameters.
TEMPLATES: dict[str, tuple[str, str]] = {
    "file_missing": ("The file does not exist.", "Check the path, or open the study again."),
    "file_unreadable": (
        "The file can't be read: {reason}.",
        "Check that you may read it, or copy it to another folder.",
    ),
    "file_empty": ("The file is empty.", "Copy it again from where it came from."),
    "file_too_large": (
        "The file holds {size_mb} MB; the limit is {limit_mb} MB.",
        "Export the radiograph alone, without other series.",
    ),
    "not_an_image": (
        "This is neither a DICOM file nor a PNG, JPEG or TIFF image.",
        "Open a chest radiograph in one of these formats.",
    ),
    "lesson_damaged": (
        "This folder holds no lesson, or a damaged one.",
        "Choose a folder with a lesson.json that names its films.",
    ),
    "truncated": (
        "The file ends before its image does.",
        "Copy it again from where it came from; the copy is incomplete.",
    ),
    "damaged": (
        "The image can't be decoded: {reason}.",
        "Export it again, best as uncompressed DICOM or PNG.",
    ),
    "no_pixel_data": (
        "This DICOM file holds no image ({sop_class}).",
        "Open the image file of the study, not a report or a directory.",
    ),
    "unsupported_transfer_syntax": (
        "Its transfer syntax {transfer_syntax} is not supported.",
        "Export it as uncompressed, RLE, JPEG, JPEG-LS or JPEG 2000.",
    ),
    "wrong_transfer_syntax": (
        "Its header names the transfer syntax {transfer_syntax}, but its content is not in it.",
        "Export it again; the header contradicts the image.",
    ),
    "colour_image": (
        "This is a colour picture, not a radiograph.",
        "Open a greyscale image; a chest radiograph has no colours.",
    ),
    "multi_frame": (
        "It holds {frames} frames; a radiograph has one.",
        "Export the wanted frame alone.",
    ),
    "too_small": (
        "It has {columns} × {rows} pixels; at least {limit} × {limit} are needed.",
        "Open the radiograph itself, not a thumbnail or an icon.",
    ),
    "too_big": (
        "It has {columns} × {rows} pixels; at most {limit_mp} million are accepted.",
        "Reduce the image first.",
    ),
    "bad_geometry": (
        "Its size or bit depth is not valid: {reason}.",
        "Export it again; the header contradicts itself.",
    ),
    "constant_image": (
        "All its pixels have the same value.",
        "Check that the export holds the radiograph.",
    ),
    "decode_timeout": (
        "Decoding took longer than {seconds} s and was stopped.",
        "Export it again, best as uncompressed DICOM or PNG.",
    ),
    "decode_crashed": (
        "The decoder stopped on this file; it is probably damaged.",
        "Copy it again, or export it as uncompressed DICOM or PNG.",
    ),
    "decode_memory": (
        "Decoding it needs more than {limit_mb} MB of memory.",
        "Check the file: its header may claim a wrong size.",
    ),
    "no_images_in_folder": (
        "No DICOM, PNG, JPEG or TIFF image was found there.",
        "Choose a folder that holds radiographs.",
    ),
    "archive_encrypted": (
        "The archive is protected by a password.",
        "Unpack it first, then open the folder.",
    ),
    "archive_damaged": (
        "The archive can't be unpacked; it is damaged or incomplete.",
        "Copy it again from where it came from.",
    ),
    "archive_unsafe": (
        "The archive names files outside itself and is refused.",
        "Ask whoever made it for an ordinary archive.",
    ),
    "archive_method": (
        "The archive is packed by a method that is not supported.",
        "Pack it again as an ordinary ZIP archive.",
    ),
    "archive_too_many": (
        "It names {count} files; at most {limit} are read.",
        "Open the radiographs alone, in a folder.",
    ),
    "directory_unsafe": (
        "The DICOMDIR names files outside its own folder and is refused.",
        "Open the folder with the images instead.",
    ),
    "no_header": (
        "This file is not DICOM; it has no header to show.",
        "Open a DICOM file.",
    ),
    "model_missing": (
        "The network “{name}” is not installed.",
        "Install the program again, or import the network's bundle.",
    ),
    "model_damaged": (
        "The network “{name}” can't be used: {reason}.",
        "Install the program again, or import the bundle again.",
    ),
    "unknown_finding": (
        "There is no finding called “{name}”.",
        "Choose one of: {known}.",
    ),
    "bad_attack_option": (
        "The attack's {option} can't be {value}: {reason}.",
        "Change it in the attack form.",
    ),
    "model_output_invalid": (
        "The network “{name}” gave no finite result for this film.",
        "No result is shown; check the film and the network.",
    ),
    "no_target_layer": (
        "The network “{name}” has no convolutional layer for a class activation map.",
        "Choose another method, such as Integrated Gradients.",
    ),
    "rectifier_not_guided": (
        "Guided Backpropagation can't follow the network “{name}”: it uses {rectifier}.",
        "Choose another method, such as Integrated Gradients.",
    ),
    "attribution_incomplete": (
        "The Integrated Gradients of the network “{name}” sum to {total}, but its logit changes by "
        "{change}.",
        "Choose another method; this film's map would mislead.",
    ),
    "region_empty": (
        "The region “{region}” is empty on this film.",
        "Choose another region, or check the segmentation.",
    ),
    "region_not_drawn": (
        "No region has been drawn on this film.",
        "Draw one, or let the attack act elsewhere.",
    ),
    "mask_wrong_size": (
        "The drawn region has {size} pixels, but the film has {film}.",
        "Draw the region on this film.",
    ),
    "nothing_perturbed": (
        "The perturbation is 0 everywhere: there is nothing to measure.",
        "Run the attack with an epsilon above 0, where it may act.",
    ),
    "labels_unreadable": (
        "The table of labels can't be used: {reason}.",
        "Give a CSV with a header: a column “file”, and one for each finding with yes or no.",
    ),
    "write_failed": (
        "“{name}” can't be written: {reason}.",
        "Choose another folder, or free some space.",
    ),
    "settings_newer": (
        "The settings in “{folder}” are of a newer version of Setsudo: nothing that is chosen now "
        "will be kept.",
        "Use the newer version, or start with --profile-dir and another folder.",
    ),
    "nothing_kept": (
        "Nothing will be kept of this session, neither settings nor notes: “{folder}” can't be "
        "written ({reason}).",
        "Free some space, allow writing there, or start with --profile-dir and another folder.",
    ),
    "no_attack": (
        "There is no attack to export.",
        "Run the attack (F9) and export again.",
    ),
    "no_counterfactual": (
        "There is no counterfactual film to export.",
        "Choose another kind of counterfactual and export again.",
    ),
    "no_result": (
        "The film has not been analysed yet.",
        "Wait for the analysis to end, or run it with F9.",
    ),
    "adversarial_original": (
        "This film is adversarial; it can't be exported as an original.",
        "Export the view as a Secondary Capture instead; it is marked.",
    ),
    "adversarial_name": (
        "The name of an adversarial film must begin with ADV_.",
        "Keep the suggested name, or put ADV_ before yours.",
    ),
    "video_unavailable": (
        "This machine has no encoder for MP4.",
        "Choose animated GIF or PNG.",
    ),
    "bad_record": (
        "This is not a record that can be replayed: {reason}.",
        "Choose a JSON file that Setsudo exported for one film with an attack.",
    ),
    "wrong_film": (
        "The record is of another film.",
        "Choose the film whose SHA-256 begins with {sha256}.",
    ),
    "internal": (
        "Something unexpected went wrong ({reason}).",
        "The log folder (Help menu) has the details; the study on screen is unchanged.",
    ),
}

#: Closed list of what `{reason}` may say for a file, so that it can be translated like the rest.
REASONS: dict[str, str] = {
    "permission": "permission denied",
    "folder": "it is a folder; open the files in it",
    "archive": "it is an archive; open the images in it",
    "special_file": "it is not a regular file",
    "drive": "the drive or the network does not answer",
    "header": "its header is broken",
    "nesting": "its header is nested too deeply",
    "inflation": "it unpacks to far more than a radiograph holds",
    "checksum": "a checksum does not match",
    "decoder": "the decoder finds errors in it",
    "decoder_start": "the decoder can't be started",
    "rows_columns": "rows and columns are missing or not valid",
    "side": "a side is longer than 16384 pixels",
    "bits": "the bit depth is missing or contradicts itself",
    "bits_unsupported": "only 8 to 16 bits per pixel are supported",
    "samples": "the number of samples per pixel is neither 1 nor 3",
    "frames": "the number of frames is not valid",
    "photometric": "the photometric interpretation is not valid",
    "pixel_size": "the header and the pixels state different sizes",
    "disk_full": "No space left on device",
    "read_only": "the folder or the drive is read-only",
    "locked": "it is open in another program",
    "write_permission": "permission denied",
    "is_film": "it is one of the films",
    "name_too_long": "its name is too long",
}


class AnalysisError(Exception):
    """A failure that is reported to a person.

    Parameters
    ----------
    code: a key of `TEMPLATES`.
    file: name of the file concerned (never a full path, which may hold a patient's name), or "".
    params: values for the template's placeholders.

    Pickles, so that it can cross from the decoder's process.
    """

    def __init__(self, code: str, *, file: str = "", **params: object) -> None:
        if code not in TEMPLATES:
            raise KeyError(code)
        self.code = code
        self.file = file
        self.params: dict[str, str] = {key: str(value) for key, value in params.items()}
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return TEMPLATES[self.code][0].format(**self.params)

    @property
    def hint(self) -> str:
        """What to do, in English."""
        return TEMPLATES[self.code][1].format(**self.params)

    def with_file(self, file: str) -> Self:
        """The same error, naming `file`."""
        return type(self)(self.code, file=file, **self.params)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.file, self.params)

    def __str__(self) -> str:
        where = f"{self.file}: " if self.file else ""
        return f"{where}{self.message} {self.hint}"


class StudyError(AnalysisError):
    """A file that can't be opened as a radiograph."""


class ModelError(AnalysisError):
    """A network that is missing, damaged, or gave no finite result."""


class OptionError(AnalysisError):
    """An option outside its range."""


class ExportError(AnalysisError):
    """An output that can't be written."""


def _rebuild(
    kind: type[AnalysisError], code: str, file: str, params: dict[str, str]
) -> AnalysisError:
    return kind(code, file=file, **params)
