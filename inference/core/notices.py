"""Codes of what was assumed or ignored when a file was read, each with its English sentence."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "window_ignored": "The file's window is not valid and is ignored.",
    "voi_lut_ignored": "The file's VOI LUT is not valid and is ignored.",
    "modality_lut_ignored": "The file's rescale values are not valid and are ignored.",
    "spacing_ignored": "The file's pixel spacing is not valid and is ignored.",
    "shutter_ignored": "The file's display shutter is not valid and is ignored.",
    "burned_in_possible": "The picture itself may show patient identity (not declared free of it).",
    "preamble_executable": "The file begins like a program; it was read as data only.",
    "values_clipped": "Some samples lie outside the declared bits and were clipped.",
    "alpha_dropped": "The picture's transparency was dropped.",
    "grey_from_rgb": "A greyscale radiograph stored as colour was read as grey.",
    "lossy": "The image was compressed with loss.",
    "polarity_assumed": "The file does not say whether high values are bright; this is assumed.",
    "file_meta_missing": "The file lacks DICOM's file header; its encoding was recognised.",
    "adversarial": "This film was made by Setsudo: it is adversarial and synthetic.",
    "lung_missing": "A lung field was not found.",
    "lung_area_implausible": "The lung fields' size is implausible.",
    "lungs_swapped": "The lung fields lie on the wrong sides; the film may be mirrored.",
    "lung_cut_off": "A lung field is cut off at the film's side; the cardiothoracic ratio may be "
    "too large.",
    "heart_missing": "The heart was not found.",
    "heart_area_implausible": "The heart's size is implausible.",
    "ratio_implausible": "The cardiothoracic ratio is implausible and is not shown.",
    "view_ap": "AP view: the heart looks larger than on a PA film.",
    "zero_gradient": "The network's gradient is 0 on this film: the attack could not move.",
    "saturated": "The network is sure beyond what its probability can show.",
    "already_target": "The network calls the film that already; nothing was attacked.",
    "attack_stopped": "The attack was ended early; this is what it had found.",
    "roundtrip_lost": "The model grid flips, but the composed film does not.",
    "out_of_distribution": "The film is unlike those that the network was trained on.",
    "delta_off_body": "More than a tenth of the perturbation lies off the body.",
    "gradient_masked": "A smaller epsilon flips where the larger did not: the gradient misleads.",
    "little_activation": "Little activation: the map hardly shows anything for the finding.",
    "map_own_scale": "The network brings no scale for this map: its colours end at the map's own "
    "greatest value, so that they can't be compared with another film's.",
    "no_robust_twin": "No robust twin is bundled for this finding.",
    "no_translator": "No translator is bundled for this finding.",
}
