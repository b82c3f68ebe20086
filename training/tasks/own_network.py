"""Trains a network on a person's own labelled films, and writes a bundle that the viewer opens.

    python -m training.fit --images DIR --labels CSV --task classifier --finding cardiomegaly \
        --out BUNDLE
    python -m training.fit --images DIR --labels CSV --task segmenter --out BUNDLE
    python -m training.fit --images DIR --labels CSV --task translator --finding NAME --out BUNDLE

Films are DICOM, PNG, JPEG or TIFF, opened as the viewer opens them; the table is described in
`training.films.own_labels`. Patients are never shared between training, calibration and test. An
interrupted training goes on when the same command is given again. Open the result with
`python main.py --bundle BUNDLE`.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import resources
from inference.core.errors import AnalysisError
from training.bundles import bundle as bundles
from training.bundles import card_texts
from training.bundles.features import measure_features
from training.films.augment import Augmentation
from training.films.film_set import CALIBRATION, TEST, TRAIN
from training.films.own_labels import UnusableLabels, read_labels
from training.loop.answers import Answers, calibrate, load_segmenter
from training.loop.auxiliary import WithAuxiliary
from training.loop.early_stopping import EarlyStopping
from training.loop.figures import cardiothoracic_ratio
from training.loop.kept_answers import FilmAnswer, rates
from training.loop.steps import LOG, Schedule
from training.tasks import segmentation as segmenter
from training.tasks import translation as translator
from training.tasks.cardiomegaly import with_masks
from training.tasks.classification import train as train_classifier
from training.tasks.findings import NO_FINDING_LABEL, masks_at
from training.tasks.own_films import SOURCE, OwnBatches, OwnFilms, counts, fingerprint, load_own
from training.tasks.pneumoconiosis import AUGMENTATION, MARGIN
from training.tasks.translation_game import Prices

OK, FAILED, INTERRUPTED = 0, 2, 130
MEAN, STD = 0.5, 0.25
SIZES = {"classifier": 256, "segmenter": 128, "translator": 128}
CLASSIFIERS = ("resnet10", "resnet10_w32", "resnet18")
#: Steps between two looks at the films kept aside.
EVERY = 50
LIMITATIONS = (
    "Measured on other patients of the same folder, not on films of another hospital. Whether it "
    "holds there is not known."
)


def run(options: argparse.Namespace) -> None:
    """Train as `options` say and write the bundle. Raises UnusableLabels, AnalysisError."""
    _check_options(options)
    finding = None if options.task == "segmenter" else options.finding
    files = read_labels(options.labels, options.images, finding)
    LOG.info("%d films of %d patients", len(files), len({one.patient for one in files}))
    work = _work_folder(options, fingerprint(files))
    own = load_own(files, options.size, options.skip_unreadable)
    torch.manual_seed(options.seed)
    TASKS[options.task](options, own, work)
    LOG.info("wrote %s; open it with: python main.py --bundle %s", options.out.name, options.out)


def fit_classifier(options: argparse.Namespace, own: OwnFilms, work: Path) -> None:
    """Train, calibrate, measure and write a classifier."""
    own = _with_lungs(options, own)
    ratios = np.array([cardiothoracic_ratio(m.numpy() / np.float32(255)) for m in own.films.masks])
    settings = AUGMENTATION if options.gentle else Augmentation()
    batches = OwnBatches(own, ratios, options.seed, settings)
    stopping = EarlyStopping(
        lambda network: _entropy(own.answers(network, CALIBRATION)),
        work / "best.pt",
        EVERY,
        options.patience,
        part=_classifier_of,
    )
    options.checkpoint = work / "checkpoint.pt"
    network, steps = train_classifier(batches, options, stopping)
    stopping.restore(network)
    operating_point, temperature = calibrate(own.answers(network, CALIBRATION))
    found = own.answers(network, TEST)
    answers = [
        FilmAnswer(SOURCE, "", patient, bool(positive), float(logits[1] - logits[0]))
        for patient, positive, logits in zip(
            found.patients, found.positive, found.logits, strict=True
        )
    ]
    card = replace(
        _card(options, own, steps),
        labels=(NO_FINDING_LABEL, {"en": options.finding, "ja": options.finding_ja}),
        variant="robust" if options.robust else "standard",
        extraction=options.extraction,
        extraction_margin=own.margin or 0.0,
        operating_point=operating_point,
        temperature=temperature,
        metrics=rates(answers, SOURCE, operating_point),
    )
    features = measure_features(network, own, own.positive)
    bundles.write_bundle(options.out, card, network.state_dict(), features)


def fit_segmenter(options: argparse.Namespace, own: OwnFilms, work: Path) -> None:
    """Train, measure and write a segmenter."""
    films = own.films
    aside = films.select(films.groups == CALIBRATION)

    @torch.no_grad()
    def score(network: nn.Module) -> float:
        logits = torch.logit(torch.from_numpy(segmenter.predict(network, aside.images)), 1e-6)
        return float(segmenter.mask_loss(logits, aside.masks.float() / 255))

    stopping = EarlyStopping(score, work / "best.pt", EVERY, options.patience)
    schedule = Schedule(options.steps, 2e-3, options.minutes)
    start = bundles.read_weights(options.start) if options.start else None
    network, steps = segmenter.train(
        films.select(films.groups == TRAIN),
        schedule,
        options.seed,
        work / "checkpoint.pt",
        start,
        {SOURCE: 1.0},
        stopping,
    )
    stopping.restore(network)
    card = replace(
        _card(options, own, steps),
        labels=card_texts.SEGMENTER_LABELS,
        metrics=segmenter.measure(network, films.select(films.groups == TEST)),
    )
    bundles.write_bundle(options.out, card, network.state_dict())


def fit_translator(options: argparse.Namespace, own: OwnFilms, work: Path) -> None:
    """Train, measure and write a translator; it has no loss to stop early by, only a time."""
    own = _with_lungs(options, own)
    ratios = np.full(len(own.films), np.nan)
    batches = OwnBatches(own, ratios, options.seed, translator.GENTLE)
    size = options.size
    settings = translator.Settings(size, (size, size), 5, Prices())
    pairs = translator.Pairs(batches, settings.part, 1, options.seed)
    schedule = Schedule(options.steps, 4e-4, options.minutes, weight_decay=0.0, momentum=0.5)
    checkpoint = work / "checkpoint.pt"
    network, steps = translator.train(pairs, settings, schedule, options.seed, checkpoint)
    plain = _card(options, own, steps)
    limitations = f"{card_texts.TRANSLATOR_LIMITATIONS} {LIMITATIONS}"
    card = replace(
        plain,
        architecture=translator.ARCHITECTURE,
        texts={**plain.texts, "limitations": limitations},
        labels=card_texts.TRANSLATOR_LABELS,
        extraction=options.extraction,
        extraction_margin=own.margin or 0.0,
        metrics=translator.round_trip(network, own, own.positive, options.seed),
    )
    bundles.write_bundle(options.out, card, network.state_dict())


TASKS = {
    "classifier": fit_classifier,
    "segmenter": fit_segmenter,
    "translator": fit_translator,
}


def _classifier_of(network: nn.Module) -> nn.Module:
    assert isinstance(network, WithAuxiliary)
    return network.classifier


def _with_lungs(options: argparse.Namespace, own: OwnFilms) -> OwnFilms:
    """`own` with the bundled network's masks, to learn from or to extract the lung fields with."""
    films = with_masks(own.films, masks_at(load_segmenter(options.models), own.films))
    margin = MARGIN if options.extraction == "lung_field" else None
    return replace(own, films=films, margin=margin)


def _entropy(answers: Answers) -> float:
    """Cross-entropy, both classes weighing the same."""
    positive = torch.from_numpy(answers.positive).long()
    share = torch.bincount(positive, minlength=2).clamp(min=1)
    weight = len(positive) / (2.0 * share)
    logits = torch.from_numpy(answers.logits)
    return float(functional.cross_entropy(logits, positive, weight.to(logits.dtype)))


def _card(options: argparse.Namespace, own: OwnFilms, steps: int) -> bundles.Card:
    films, patients = len(own.films), len(set(own.films.patients))
    texts = {
        "intended_use": card_texts.NOT_FOR_DIAGNOSIS,
        "licence": options.licence,
        "training_data": f"{films} films of {patients} patients, labelled by their owner.",
        "limitations": LIMITATIONS,
    }
    training = {
        "seed": options.seed,
        "steps": steps,
        **bundles.lineage(options.start),
        "groups": counts(own),
    }
    return bundles.Card(
        name=options.out.name,
        version=options.version,
        task=options.task,
        architecture="unet" if options.task == "segmenter" else options.architecture,
        finding="" if options.task == "segmenter" else options.finding,
        input_size=options.size,
        mean=MEAN,
        std=STD,
        texts=texts,
        training=training,
    )


def _check_options(options: argparse.Namespace) -> None:
    if options.task != "segmenter" and not options.finding:
        raise UnusableLabels("The finding has no name.", "Give it with --finding.")
    if not re.fullmatch(r"[\w.-]+", options.out.name):
        raise UnusableLabels(
            f"A bundle can't be called “{options.out.name}”.",
            "Use letters, digits, “-”, “_” and “.” alone.",
        )
    options.size = options.size or SIZES[options.task]
    if options.size % 16 or not 32 <= options.size <= 2048:
        raise UnusableLabels(
            f"The model grid can't have {options.size} pixels.", "Give a multiple of 16."
        )
    options.finding_ja = options.finding_ja or options.finding


def _work_folder(options: argparse.Namespace, films: str) -> Path:
    """Where an interrupted training is kept, beside the bundle; of the same films and options."""
    work: Path = options.out.with_name(f"{options.out.name}.training")
    kept = ("task", "finding", "size", "extraction", "architecture", "seed", "gentle", "robust")
    begun = {"films": films, **{name: getattr(options, name) for name in kept}}
    note = work / "begun.json"
    if options.restart:
        for path in work.glob("*"):
            path.unlink()
    if note.is_file() and json.loads(note.read_text(encoding="utf-8")) != begun:
        raise UnusableLabels(
            f"In “{work.name}” lies a training that was begun with other films or options.",
            "Give another --out, or --restart to begin anew.",
        )
    work.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps(begun, indent=1), encoding="utf-8")
    return work


def main(arguments: Sequence[str] | None = None) -> int:
    """The command of the module's docstring; returns the exit code."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    try:
        run(options)
    except (UnusableLabels, AnalysisError) as error:
        print(error, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Interrupted; the same command goes on from here.", file=sys.stderr)
        return INTERRUPTED
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Train a network on your own labelled films.")
    parser.add_argument("--images", type=Path, required=True, help="folder of the films")
    parser.add_argument("--labels", type=Path, required=True, help="CSV: file, label, patient")
    parser.add_argument("--task", choices=sorted(TASKS), required=True)
    parser.add_argument("--out", type=Path, required=True, help="bundle folder to write")
    parser.add_argument("--finding", help="its name, as in the table")
    parser.add_argument("--finding-ja", help="its Japanese name; default: the same")
    parser.add_argument("--extraction", choices=("none", "lung_field"), default="none")
    parser.add_argument("--gentle", action="store_true", help="keep small opacities visible")
    parser.add_argument("--size", type=int, help="side of the model grid")
    parser.add_argument("--architecture", choices=CLASSIFIERS, default="resnet10")
    parser.add_argument("--steps", type=int, default=2000, help="at most")
    parser.add_argument("--minutes", type=float, help="end earlier, after this wall time")
    parser.add_argument("--patience", type=int, default=8, help="looks without getting better")
    parser.add_argument("--start", type=Path, help="bundle folder to go on from")
    parser.add_argument("--restart", action="store_true", help="forget an interrupted training")
    parser.add_argument("--skip-unreadable", action="store_true", help="leave such films out")
    parser.add_argument("--licence", default="Not stated by the films' owner.")
    parser.add_argument("--models", type=Path, default=resources.folder("models"))
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument(
        "--robust", type=float, default=0.0, help="amplitude of attacks to train against, in 255ths"
    )
    parser.add_argument("--smoothing", type=float, default=0.03, help="of the labels")
    parser.add_argument("--auxiliary", type=float, default=0.5, help="weight of auxiliary losses")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--version", default="1.0.0")
    return parser
