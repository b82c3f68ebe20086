"""An amplitude sweep as animated GIF, animated PNG or MP4."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from inference.core.errors import ExportError
from inference.core.progress import CancelToken
from inference.export.pictures.sweep_frames import SweepFrames
from inference.export.provenance import NOTICE, derivation
from inference.export.writing import not_written, write_whole

#: File endings and what is written for them.
ENDINGS = ("gif", "png", "mp4")
_FRAMES_PER_SECOND = 20
Stepped = Callable[[int, int], None]


def write_animation(
    path: Path,
    frames: SweepFrames,
    sources: Collection[Path] = (),
    stepped: Stepped = lambda _done, _all: None,
    token: CancelToken | None = None,
) -> None:
    """Write the sweep to `path`, in the format of its ending (GIF unless png or mp4).

    `stepped` is called after every frame (done, of all).

    Raises
    ------
    ExportError: "no_attack", "write_failed", "video_unavailable". Cancelled.
    """
    drawn, total = [], len(frames.choice.amplitudes)
    for number, frame in enumerate(frames, 1):
        (token or CancelToken()).raise_if_cancelled()
        drawn.append(frame)
        stepped(number, total)
    durations = frames.choice.durations
    ending = path.suffix.lower()
    if ending == ".mp4":
        content = encoded_mp4(drawn, durations)
    elif ending in (".png", ".apng"):
        content = encoded_apng(drawn, durations, frames)
    else:
        content = encoded_gif(drawn, durations)
    write_whole(path, content, sources)


def encoded_gif(frames: list[Image.Image], durations: list[int]) -> bytes:
    """Frames share one palette of 256 colours, made from the ends and the middle of the sweep."""
    palette = _palette(frames)
    dither = Image.Dither.NONE
    quantised = [frame.quantize(palette=palette, dither=dither) for frame in frames]
    stream = io.BytesIO()
    words = f"Setsudo: adversarial, synthetic. {NOTICE}.".encode("ascii")
    quantised[0].save(
        stream,
        "GIF",
        save_all=True,
        append_images=quantised[1:],
        duration=durations,
        loop=0,
        comment=words,
        optimize=False,
    )
    return stream.getvalue()


def encoded_apng(frames: list[Image.Image], durations: list[int], made_of: SweepFrames) -> bytes:
    """Full colour; the texts say that it is adversarial, so that the reader marks it."""
    info = PngInfo()
    info.add_itxt("Setsudo", f"adversarial: synthetic, derived. {NOTICE}.")
    info.add_itxt("Description", derivation(made_of.result, "Amplitude sweep"))
    stream = io.BytesIO()
    frames[0].save(
        stream,
        "PNG",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=0,
        pnginfo=info,
    )
    return stream.getvalue()


def encoded_mp4(frames: list[Image.Image], durations: list[int]) -> bytes:
    """MPEG-4 by OpenCV's own encoder, at a constant rate; frames are repeated to hold.

    Raises
    ------
    ExportError: "video_unavailable" where OpenCV was built without it.
    """
    with tempfile.TemporaryDirectory(prefix="setsudo-") as folder:
        path = Path(folder) / "sweep.mp4"
        size = frames[0].width, frames[0].height
        code = cv2.VideoWriter.fourcc(*"mp4v")
        video = cv2.VideoWriter(str(path), code, _FRAMES_PER_SECOND, size)
        if not video.isOpened():
            raise ExportError("video_unavailable")
        for frame, milliseconds in zip(frames, durations, strict=True):
            pixels = np.ascontiguousarray(np.asarray(frame)[:, :, ::-1])
            for _ in range(max(1, round(milliseconds / 1000 * _FRAMES_PER_SECOND))):
                video.write(pixels)
        video.release()
        try:
            content = path.read_bytes()
        except OSError as error:
            raise not_written(path, error) from error
    if not content:
        raise ExportError("video_unavailable")
    return content


def video_available() -> bool:
    """Whether this machine can write MP4."""
    try:
        return bool(encoded_mp4([Image.new("RGB", (32, 32))], [50]))
    except ExportError:
        return False


def _palette(frames: list[Image.Image]) -> Image.Image:
    """One palette for all frames, so that greys stay still from frame to frame."""
    chosen = [frames[0], frames[len(frames) // 2], frames[-1]]
    width = sum(frame.width for frame in chosen)
    sheet = Image.new("RGB", (width, frames[0].height))
    left = 0
    for frame in chosen:
        sheet.paste(frame, (left, 0))
        left += frame.width
    return sheet.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
