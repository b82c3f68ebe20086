"""The program's language: frozen facts that rooms hand to each other.

Needs numpy and the standard library only (and `inference.core.geometry`). Every array is read-only;
its shape, dtype, range and grid stand beside it. *Film grid* means the radiograph's own pixels
(H, W); *model grid* means a network's square input (S, S), tied to the film by a `FilmGrid`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from inference.core.coded_pixels import (
    FULL,
    CodedPixels,
    LateText,
    PixelsField,
    codes_of,
    kept_pixels,
    pixels_of,
)
from inference.core.geometry import FilmGrid

FloatArray = NDArray[np.float32]
BoolArray = NDArray[np.bool_]
_Array = TypeVar("_Array", bound=NDArray[np.generic])


def read_only(array: _Array) -> _Array:
    """`array`, C-contiguous and locked against writing."""
    contiguous = np.ascontiguousarray(array)
    contiguous.flags.writeable = False
    return contiguous  # type: ignore[return-value]  # ascontiguousarray keeps shape and dtype


# --- studies -----------------------------------------------------------------------------------


class VoiFunction(StrEnum):
    """How stored contrast becomes brightness (DICOM PS3.3 C.11.2.1.2-3)."""

    LINEAR = "LINEAR"
    LINEAR_EXACT = "LINEAR_EXACT"
    SIGMOID = "SIGMOID"
    TABLE = "TABLE"


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A VOI transformation, in modality units.

    `table` is set for `VoiFunction.TABLE` alone: (N,) float32 in [0, 1], brightness at N equally
    spaced modality values from center - width/2 to center + width/2.
    """

    center: float
    width: float  # > 0
    function: VoiFunction = VoiFunction.LINEAR
    explanation: str = ""
    table: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class PixelSpacing:
    """Millimetres per pixel, and where the figure comes from (docs/reading.md, "Lengths")."""

    row_mm: float  # between rows, i.e. down a column; > 0
    column_mm: float  # between columns; > 0
    provenance: str  # "calibrated" | "at detector" | "corrected for magnification" | "nominal"


@dataclass(frozen=True, slots=True, repr=False)
class DicomSource:
    """Whose film a DICOM file holds and which: text as it is in the file, "" where it has none.

    Identifies the patient: it is never logged, and leaves the program only where a person asked.
    """

    sop_class_uid: str = ""
    sop_instance_uid: str = ""
    study_instance_uid: str = ""
    series_instance_uid: str = ""
    patient_name: str = ""  # PN with its ^ and = (PS3.5 6.2)
    patient_id: str = ""
    patient_birth_date: str = ""
    patient_sex: str = ""
    study_date: str = ""
    study_time: str = ""
    study_id: str = ""
    accession_number: str = ""
    referring_physician_name: str = ""
    burned_in: bool | None = None  # BurnedInAnnotation; None: the file does not say


@dataclass(frozen=True, eq=False, kw_only=True)
class Radiograph:
    """One film, decoded, after Modality LUT and polarity (bright = dense on screen).

    A film that was read keeps its pixels as codes (`coded_pixels`). `pixels` is float32
    made from them at that moment: hold it while it is needed, and use `shape`, `codes` or
    `part` where they are enough.
    """

    # (H, W) float32 in [0, 1], film grid; scaled by Bits Stored, not min/max
    pixels: PixelsField = PixelsField()  # noqa: RUF009  (a descriptor)
    value_range: tuple[float, float]  # modality values that pixel 0.0 and 1.0 stand for; may fall
    windows: tuple[Window, ...]  # from the file, first is the default; empty if it has none
    padding: BoolArray | None  # (H, W) True on Pixel Padding and outside the display shutter
    spacing: PixelSpacing | None
    view_position: str  # "PA", "AP", ... or ""
    photometric_interpretation: str  # "MONOCHROME1" | "MONOCHROME2"
    bits_stored: int  # 8 to 16
    file_name: str  # without folders; may hold a patient's name: never log it
    sha256: LateText = LateText()  # noqa: RUF009  (a descriptor; of the file's bytes)
    notices: tuple[str, ...] = ()  # codes of `inference.core.notices`: what was assumed or ignored
    adversarial: bool = False  # True when the file says it is one of this program's own
    source: DicomSource | None = None  # None unless the file is DICOM

    @property
    def inverted(self) -> bool:
        """True when polarity was turned (low modality values are shown bright)."""
        return self.value_range[0] > self.value_range[1]

    @property
    def shape(self) -> tuple[int, int]:
        """(H, W)."""
        kept = kept_pixels(self)
        height, width = (kept.codes if isinstance(kept, CodedPixels) else kept).shape
        return height, width

    @property
    def codes(self) -> NDArray[np.uint16]:
        """(H, W) round(pixel · 65535), film grid."""
        kept = kept_pixels(self)
        return kept.codes if isinstance(kept, CodedPixels) else read_only(codes_of(kept))

    def part(self, rows: slice, columns: slice) -> FloatArray:
        """The pixels of some rows and columns, without making the others."""
        kept = kept_pixels(self)
        if isinstance(kept, CodedPixels):
            return pixels_of(kept.codes[rows, columns], kept.maximum)
        return kept[rows, columns]

    def pixels_of(self, codes: NDArray[np.uint16]) -> FloatArray:
        """The pixels that some `codes` stand for, in any shape."""
        kept = kept_pixels(self)
        return pixels_of(codes, kept.maximum if isinstance(kept, CodedPixels) else FULL)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep `pixels` as they are made first, for as long as many will ask for them."""
        pixels = self.pixels
        yield
        del pixels

    def modality_value(self, pixel: float) -> float:
        """The value after the Modality LUT that `pixel` in [0, 1] stands for."""
        low, high = self.value_range
        return low + pixel * (high - low)


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """One opened source: its films and its whitelisted attributes (DICOM keyword -> text)."""

    source: str  # file or folder name, without the folders above it
    radiographs: tuple[Radiograph, ...]  # at least one
    attributes: tuple[Mapping[str, str], ...]  # one per radiograph; may hold identity


# --- models --------------------------------------------------------------------------------------


class Task(StrEnum):
    CLASSIFIER = "classifier"
    SEGMENTER = "segmenter"
    TRANSLATOR = "translator"
    AUTOENCODER = "autoencoder"


@dataclass(frozen=True, slots=True)
class DistanceLimit:
    """From which distance on a film is out of distribution, and what the limit rests on."""

    threshold: float  # Mahalanobis distance; > 0
    features_sha256: str  # of the bundle's `features.safetensors`
    quantile: float  # share of the held-out films that lie at or below the threshold
    films: int  # how many films were held out for that


@dataclass(frozen=True, slots=True, eq=False)
class MapScales:
    """The one scale of each method's maps of a network, the same for every film."""

    values: Mapping[AttributionMethod, float]  # in the method's unit, > 0
    percentile: float  # of the values' magnitudes, over films that the network calls positive
    films: int  # how many those were


@dataclass(frozen=True, slots=True, eq=False)
class ModelCard:
    """What a bundle says of its network; read from `card.toml` by `networks.model_card`."""

    name: str  # the folder's name, e.g. "cardiomegaly"
    version: str
    task: Task
    architecture: str  # from the closed list of `inference.networks.architectures`
    finding: str  # classifier, translator: the finding's name, else ""
    labels: tuple[Mapping[str, str], ...]  # per output, {"en": ..., "ja": ...}
    input_size: int  # S of the model grid
    mean: float  # of the network's own normalisation, in input units
    std: float
    extraction: str  # "none" | "lung_field": what is blanked before the network sees it
    extraction_margin: float  # width kept beyond the lung field, as a share of S
    operating_point: float  # probability at and above which the finding is called
    temperature: float  # logits are divided by it for the calibrated probability
    weights_sha256: str
    variant: str = "standard"  # "standard" | "robust": trained on adversarial films
    out_of_distribution: DistanceLimit | None = None  # None: the bundle can't tell
    map_scales: MapScales | None = None  # None: the bundle has none
    metrics: Mapping[str, object] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)  # training data, limitations, licence...
    training: Mapping[str, object] = field(default_factory=dict)  # seed, versions, hashes


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """A classifier's answer for one finding."""

    finding: str
    label: str  # the finding's name, or "no finding"
    logits: tuple[float, float]  # (no finding, finding)
    probability: float  # softmax, of the finding
    calibrated_probability: float  # softmax of logits / temperature, of the finding
    operating_point: float
    positive: bool  # probability >= operating_point
    model_name: str
    model_version: str
    distance: float | None = None  # of the film to the training films, in feature space; >= 0
    distance_limit: float | None = None  # beyond it the network has not seen such films

    @property
    def out_of_distribution(self) -> bool:
        """True when the film lies beyond the limit; False too where the network can't tell."""
        known = self.distance is not None and self.distance_limit is not None
        return known and (self.distance or 0.0) > (self.distance_limit or 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Contour:
    """A closed outline in continuous film coordinates."""

    structure: str  # "right_lung" | "left_lung" | "heart"
    points: NDArray[np.float64]  # (N, 2) as (x, y), film grid, first point not repeated


@dataclass(frozen=True, slots=True, eq=False)
class CardiothoracicRatio:
    """Greatest heart width over greatest inner thoracic width, with its lines on the film."""

    ratio: float
    heart_line: tuple[tuple[float, float], tuple[float, float]]  # (x, y) ends, film grid
    thorax_line: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Segmentation:
    """Lung fields and heart; right and left are the patient's."""

    grid: FilmGrid
    right_lung: FloatArray  # (S, S) float32 probability in [0, 1], model grid
    left_lung: FloatArray
    heart: FloatArray
    contours: tuple[Contour, ...]  # at probability 0.5
    lung_area_fraction: float  # of the film's area
    heart_area_fraction: float
    cardiothoracic_ratio: CardiothoracicRatio | None  # None when lung or heart is missing
    warnings: tuple[str, ...] = ()  # codes: why the masks look implausible

    @property
    def lungs(self) -> FloatArray:
        """(S, S) float32: probability of either lung."""
        return read_only(np.maximum(self.right_lung, self.left_lung))


# --- heat maps and translations -------------------------------------------------------------------


class AttributionMethod(StrEnum):
    """Ways to ask a network for its evidence; `inference.attribution.methods` compares them.

    The two Integrated Gradients compare the film with black, and with its own mean.
    """

    GRAD_CAM = "grad_cam"
    GRAD_CAM_PLUS_PLUS = "grad_cam_plus_plus"
    LAYER_CAM = "layer_cam"
    GUIDED_BACKPROPAGATION = "guided_backpropagation"
    INTEGRATED_GRADIENTS = "integrated_gradients"
    INTEGRATED_GRADIENTS_MEAN = "integrated_gradients_mean"
    SMOOTH_GRAD = "smooth_grad"
    OCCLUSION = "occlusion"


@dataclass(frozen=True, slots=True, eq=False)
class AttributionMap:
    """A heat map, raw (never scaled by its own maximum)."""

    method: AttributionMethod
    finding: str
    target: int
    grid: FilmGrid
    values: FloatArray  # (S, S) float32, model grid; >= 0 unless the method is signed
    low_resolution: FloatArray  # (h, w) as the layer or the windows gave it, or `values`
    details: Mapping[str, float] = field(default_factory=dict)  # the method's own numbers, by name
    #: The network's scale for this method, from its card, in the method's unit: where colours end
    #: on every film alike. None: the bundle has none; see `inference.attribution.map_scale`.
    scale: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Translation:
    """A film as it would look in the other class, drawn by a generator (attention-guided CycleGAN).

    `image` is original + difference; the film of the translation is
    `inference.answers.preprocessing.compose_film` with `difference`, `grid` and `input_range`.
    """

    finding: str
    target: int  # class translated to: 0 no finding, 1 finding
    grid: FilmGrid
    input_range: tuple[float, float]  # film pixel values standing for input 0 and 1
    image: FloatArray  # (S, S) float32 in [0, 1], model grid
    content: FloatArray  # (S, S) float32 in [0, 1]: what the generator draws
    attention: FloatArray  # (S, S) float32 in [0, 1]: where it does; 0 where it has no say
    difference: FloatArray  # (S, S) float32 signed, input units
    probability_before: float  # of the finding, by the classifier that is explained
    probability_after: float  # of the finding, on the film composed with the difference
    flipped: bool  # the decision after is the target
    model_name: str
    model_version: str
