"""The autoencoder: what it is shown, what it learns, and its bundle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from inference.core.types import Task
from inference.networks.autoencoder import CODE_CHANNELS, REDUCTION, Autoencoder
from inference.networks.model_card import read_card
from inference.networks.models import ModelLibrary, load_network
from training.bundles.bundle import Card, write_bundle
from training.bundles.card_texts import AUTOENCODER_LABELS, AUTOENCODER_TEXTS
from training.films.film_set import TEST, TRAIN
from training.loop.steps import Schedule
from training.tasks.autoencoding import REAL, SIMULATED, Batches, Films, measure, train

SIDE = 32
CPU = torch.device("cpu")


def films(count: int = 24) -> Films:
    """Bright squares at places of their own on a dark ground; a third is kept aside."""
    random = np.random.default_rng(0)
    images = torch.full((count, 1, SIDE, SIDE), 0.2)
    for image in images:
        top, left = random.integers(0, SIDE - 12, 2)
        image[0, top : top + 12, left : left + 12] = 0.8
    return Films(
        images=images.half(),
        kinds=np.array([REAL, SIMULATED] * (count // 2)),
        patients=np.arange(count).astype(str),
        groups=np.where(np.arange(count) % 3 == 0, TEST, TRAIN),
    )


def test_a_code_is_small_and_gives_a_film_of_the_same_size() -> None:
    network = Autoencoder(1, 0.5, 0.25).eval()
    z = network.encode(torch.rand(2, 1, 64, 64))
    assert z.shape == (2, CODE_CHANNELS, 64 // REDUCTION, 64 // REDUCTION)
    assert network.decode(z).shape == (2, 1, 64, 64)


def test_batches_are_half_real_and_never_hold_a_film_kept_aside() -> None:
    some = films()
    marked = Films(some.images * 0, some.kinds, some.patients, some.groups)
    marked.images[torch.from_numpy(some.groups == TEST)] = 1.0
    marked.images[torch.from_numpy(some.kinds == REAL), :, : SIDE // 2] += 0.5
    batches = Batches(marked, 8, 1)
    halves = marked.images[torch.from_numpy(np.concatenate(batches.pools))]
    assert float(halves.max()) < 1.0
    assert (marked.kinds[batches.pools[0]] == REAL).all()
    assert (marked.kinds[batches.pools[1]] == SIMULATED).all()
    first, again = batches.draw(3), Batches(marked, 8, 1).draw(3)
    assert torch.equal(first, again)


def test_it_learns_to_draw_the_films_that_it_is_shown() -> None:
    some = films()
    untrained, _ = train(some, Schedule(0), 8, 1)
    network, steps = train(some, Schedule(60, rate=3e-3, warm_up=5, averaging=0.8), 8, 1)
    assert steps == 60
    before, after = (measure(each, some) for each in (untrained, network))
    for kind in (REAL, SIMULATED):
        name = f"{kind}_mean_absolute_error"
        assert after[name]["value"] < 0.6 * before[name]["value"]


def bundle(folder: Path, **changes: object) -> Autoencoder:
    """The bundle of a hardly trained autoencoder, and its network."""
    network, _ = train(films(), Schedule(3), 8, 1)
    values: dict[str, object] = {
        "name": folder.name,
        "version": "1",
        "task": "autoencoder",
        "architecture": "autoencoder",
        "finding": "",
        "input_size": SIDE,
        "mean": 0.5,
        "std": 0.25,
        "labels": AUTOENCODER_LABELS,
        "texts": AUTOENCODER_TEXTS,
    }
    write_bundle(folder, Card(**{**values, **changes}), network.state_dict())
    return network


def test_the_bundle_is_found_and_answers_as_the_network_did(tmp_path: Path) -> None:
    network = bundle(tmp_path / "codes")
    card = read_card(tmp_path / "codes")
    assert card.task is Task.AUTOENCODER
    loaded = load_network(tmp_path / "codes", card, CPU)
    x = torch.rand(1, 1, SIDE, SIDE)
    with torch.no_grad():
        assert torch.allclose(loaded.module(x), network(x), atol=5e-3)
    found = ModelLibrary(tmp_path).autoencoder(CPU)
    assert found is not None
    assert found.card.name == "codes"


def test_a_library_without_the_bundle_has_no_autoencoder(tmp_path: Path) -> None:
    labels = [{"en": name, "ja": name} for name in ("right", "left", "heart")]
    bundle(tmp_path / "lungs", task="segmenter", labels=labels)
    assert ModelLibrary(tmp_path).autoencoder(CPU) is None
