"""The translator's game and what it is shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.core.types import Task
from inference.networks.architectures import ARCHITECTURES, ResNetClassifier
from inference.networks.generators import Translator
from inference.networks.model_card import read_card
from inference.networks.models import load_network
from training.bundles.bundle import Card, write_bundle
from training.bundles.card_texts import TRANSLATOR_LABELS, translator_texts
from training.loop.auxiliary import Targets
from training.loop.steps import Schedule, fit
from training.tasks.translation import Pairs, Settings, learn_to_see, train
from training.tasks.translation_game import Discriminator, Eyes, Game, Prices, frozen, variation

SIDE = 32


class Halves:
    """Films of class 1 are bright, of class 0 dark; it notes which steps were drawn."""

    def __init__(self) -> None:
        self.drawn: list[int] = []

    def draw(self, step: int) -> tuple[Tensor, Targets]:
        self.drawn.append(step)
        labels = torch.tensor([0.0, 1.0] * 4)
        images = torch.rand(8, 1, SIDE, SIDE, generator=torch.Generator().manual_seed(step)) * 0.2
        images += 0.2 + 0.4 * labels[:, None, None, None]
        return images, Targets(labels, labels, images)


def game() -> Game:
    torch.manual_seed(0)
    return Game(Translator(2, 0.5, 0.25), 2, 0.5, 0.25)


def test_pairs_are_of_both_classes_and_the_same_for_a_step() -> None:
    pairs = Pairs(Halves(), (16, 24), 2, 1)
    first, second = pairs.draw(5)
    again, _ = Pairs(Halves(), (16, 24), 2, 1).draw(5)
    assert first.shape == second.shape == (2, 1, 16, 24)
    assert float(first.max()) < 0.5 < float(second.min())
    assert torch.equal(first, again)
    assert not torch.equal(first, pairs.draw(4)[0])


def test_a_drawn_batch_serves_until_its_films_are_used_up() -> None:
    batches = Halves()
    pairs = Pairs(batches, (SIDE, SIDE), 2, 1)
    first = torch.cat([pairs.draw(step)[0] for step in range(4)])
    assert batches.drawn == [0, 1]
    assert len({float(film.sum()) for film in first}) == 8


def test_neither_side_moves_the_others_weights() -> None:
    played = game()
    films = Pairs(Halves(), (SIDE, SIDE), 2, 1).draw(0)
    with frozen(played.discriminators):
        _, loss = played._generator(films, 1, Prices())
    loss.backward()
    assert all(p.grad is None for p in played.discriminators.parameters())
    assert any(p.grad is not None for p in played.translator.generators[1].parameters())
    played.zero_grad(set_to_none=True)
    played.loss(films, Prices()).backward()
    assert all(p.grad is not None for p in played.parameters())


def test_a_film_that_comes_back_costs_nothing_but_the_judgement() -> None:
    class Still(nn.Module):
        def forward(self, x: Tensor, target: int) -> tuple[Tensor, Tensor]:
            return x, torch.zeros_like(x)

    played = game()
    played.translator = Still()  # type: ignore[assignment]
    films = Pairs(Halves(), (SIDE, SIDE), 2, 1).draw(0)
    free = Prices(cycle=0, identity=0, attention=0, roughness=0)
    with torch.no_grad():
        priced, judged = played.loss(films, Prices()), played.loss(films, free)
    assert float(priced) == pytest.approx(float(judged))


class Spots:
    """Films of noise; those of class 1 have a bright spot, whose place the maps tell."""

    def draw(self, step: int) -> tuple[Tensor, Targets]:
        random = torch.Generator().manual_seed(step)
        labels = torch.tensor([0.0, 1.0] * 4)
        images = torch.rand(8, 1, SIDE, SIDE, generator=random) * 0.3
        covered = torch.zeros_like(images)
        covered[1::2, :, 8:14, 10:16] = 1
        return images + 0.6 * covered, Targets(labels, labels, covered)


def test_discriminators_learn_where_the_finding_lies_before_they_judge() -> None:
    played, pairs = game(), Pairs(Spots(), (SIDE, SIDE), 2, 1)
    before = {k: v.clone() for k, v in played.translator.state_dict().items()}
    with torch.no_grad():
        untaught = float(played.seeing_loss(*pairs.draw_covered(1000, True)))
    learn_to_see(played, pairs, Settings(64, (SIDE, SIDE), 2, Prices(), seeing=60, located=True))
    with torch.no_grad():
        taught = float(played.seeing_loss(*pairs.draw_covered(1000, True)))
    assert taught < 0.5 * untaught
    assert all(torch.equal(v, before[k]) for k, v in played.translator.state_dict().items())
    assert all(p.requires_grad for p in played.parameters())


def test_eyes_stay_as_they_are_while_the_heads_learn() -> None:
    torch.manual_seed(0)
    classifier = ARCHITECTURES["resnet10_w32"](2, 0.5, 0.25)
    assert isinstance(classifier, ResNetClassifier)
    eyes = Eyes(classifier)
    played = Game(Translator(2, 0.5, 0.25), 2, 0.5, 0.25, eyes)
    before = {k: v.clone() for k, v in classifier.state_dict().items()}
    pairs = Pairs(Spots(), (SIDE, SIDE), 2, 1)
    assert eyes(pairs.draw(0)[0]).shape == (2, eyes.width, SIDE // 8, SIDE // 8)
    fit(played, lambda step: played.loss(pairs.draw(step), Prices()), Schedule(2))
    assert not classifier.training
    assert all(torch.equal(v, before[k]) for k, v in classifier.state_dict().items())
    assert not any(p.requires_grad for p in eyes.parameters())
    assert all(p.requires_grad for p in played.discriminators.parameters())


def test_a_finding_that_is_not_located_covers_the_films_that_show_it() -> None:
    images, covered = Pairs(Halves(), (SIDE, SIDE), 2, 1).draw_covered(0, False)
    assert torch.equal(covered.amin((1, 2, 3)), (images.amin((1, 2, 3)) > 0.5).float())


def test_nothing_is_asked_where_nothing_is_known() -> None:
    played = game()
    images, covered = torch.rand(2, 1, SIDE, SIDE), torch.full((2, 1, SIDE, SIDE), torch.nan)
    covered[..., :16] = 0
    with torch.no_grad():
        loss = played.seeing_loss(images, covered)
    assert bool(torch.isfinite(loss))


def test_variation_counts_steps_between_neighbours() -> None:
    maps = torch.zeros(1, 1, 4, 4)
    maps[..., 2:] = 1
    assert float(variation(maps)) == pytest.approx(1 / 3)


def test_more_stages_see_more() -> None:
    film = torch.zeros(1, 1, 64, 64)
    assert Discriminator(2, 0.5, 0.25)(film).shape[-1] == 16
    assert Discriminator(4, 0.5, 0.25)(film).shape[-1] == 4


def test_training_goes_on_from_its_checkpoint_and_writes_what_the_viewer_reads(
    tmp_path: Path,
) -> None:
    pairs = Pairs(Halves(), (16, 16), 1, 1)
    checkpoint = tmp_path / "run.pt"
    settings = Settings(64, (16, 16), 2, Prices(), seeing=1)
    train(pairs, settings, Schedule(2, momentum=0.5), 1, checkpoint)
    translator, steps = train(pairs, settings, Schedule(3, momentum=0.5), 1, checkpoint)
    assert steps == 3
    card = Card(
        name="cardiomegaly_translator",
        version="1",
        task="translator",
        architecture="attention_translator",
        finding="cardiomegaly",
        input_size=64,
        mean=0.5,
        std=0.25,
        labels=TRANSLATOR_LABELS,
        texts=translator_texts("cardiomegaly"),
    )
    folder = tmp_path / "cardiomegaly_translator"
    write_bundle(folder, card, translator.state_dict())
    read = read_card(folder)
    assert (read.task, read.finding) == (Task.TRANSLATOR, "cardiomegaly")
    network = load_network(folder, read, torch.device("cpu"))
    film = torch.from_numpy(np.random.default_rng(0).random((1, 1, 64, 64), np.float32))
    for target in (0, 1):
        with torch.no_grad():
            found, written = network.module(film, target), translator(film, target)
        torch.testing.assert_close(found[0], written[0], atol=5e-3, rtol=0)
    assert sum(p.stat().st_size for p in folder.iterdir()) < 5e6
