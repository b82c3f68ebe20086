"""Makes the tiny films by which an installation checks its decoders.

    python -m tests.helpers.self_test_films     writes resources/self_test

Each shows `self_test.ramp`: one file per transfer syntax that Setsudo reads, named by
the syntax's keyword, and one per picture format. The encoders are those of the tests; the program
ships without any.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from pydicom import uid

import resources
from inference.command_line.self_test import FILMS, ramp
from inference.formats.dicom.codecs import CODINGS
from tests.helpers.dicom_files import NATIVE, Samples, compressed, dicom_bytes

SYNTAXES = (*NATIVE, uid.RLELossless, *CODINGS)


def main() -> None:
    folder = resources.folder(FILMS)
    folder.mkdir(exist_ok=True)
    for syntax in SYNTAXES:
        keyword = uid.UID(syntax).keyword
        (folder / f"{keyword}.dcm").write_bytes(_dicom(syntax))
    for name in ("png", "jpeg", "tiff"):
        (folder / f"picture.{name}").write_bytes(_picture(name))


LOSSY_SYNTAXES = {uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit}


def codes(bits: int) -> Samples:
    """The ramp in whole numbers of `bits`."""
    scaled = np.round(ramp() * ((1 << bits) - 1))
    return scaled.astype(np.uint8 if bits == 8 else np.uint16)


def _dicom(syntax: str) -> bytes:
    bits = 8 if syntax == uid.JPEGBaseline8Bit else 12
    payload = None
    if syntax == uid.HTJ2KLosslessRPCL:
        payload = compressed(codes(bits), uid.HTJ2KLossless, bits)
        order = payload[payload.index(b"\xff\x52") + 5]
        assert order == 2, "RPCL is progression order 2 (ISO/IEC 15444-1, table A.16)"
    attributes: dict[str, object] = {"PatientName": "SIMULATED^DEMO", "SyntheticData": "YES"}
    if syntax in LOSSY_SYNTAXES:
        attributes["LossyImageCompression"] = "01"
    return dicom_bytes(codes(bits), bits, syntax, payload=payload, **attributes)


def _picture(name: str) -> bytes:
    target = io.BytesIO()
    if name == "jpeg":
        Image.fromarray(codes(8)).save(target, "JPEG", quality=95)
    else:
        Image.fromarray(codes(16)).save(target, name)
    return target.getvalue()


if __name__ == "__main__":
    main()
