from __future__ import annotations

import hashlib
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch
from safetensors.torch import save
from torch import nn

from inference.core.errors import ModelError
from inference.core.types import Task
from inference.networks.architectures import ARCHITECTURES
from inference.networks.model_card import read_card
from inference.networks.models import ModelLibrary, fold_batch_norm, load_network
from tests.helpers.networks import CPU, GreySegmenter, SmallCnn, seeded, write_bundle


@pytest.fixture(autouse=True)
def small_architectures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ARCHITECTURES, "small", SmallCnn)
    monkeypatch.setitem(ARCHITECTURES, "grey", GreySegmenter)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    write_bundle(tmp_path / "brightness", seeded(), "small")
    return tmp_path / "brightness"


def rewrite(bundle: Path, content: bytes) -> None:
    """Put other weights into a bundle, with the card agreeing to them."""
    card_file = bundle / "card.toml"
    old = read_card(bundle).weights_sha256
    text = card_file.read_text().replace(old, hashlib.sha256(content).hexdigest())
    card_file.write_text(text)
    (bundle / "weights.safetensors").write_bytes(content)


def refusal(bundle: Path) -> ModelError:
    with pytest.raises(ModelError) as caught:
        load_network(bundle, read_card(bundle), CPU)
    return caught.value


def test_a_loaded_network_answers_as_the_one_that_was_written(bundle: Path) -> None:
    loaded = load_network(bundle, read_card(bundle), CPU).module
    written = seeded().half().float().eval()
    x = torch.rand(3, 1, 64, 64, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        torch.testing.assert_close(loaded(x), written(x), rtol=1e-4, atol=1e-4)


def test_a_loaded_network_is_frozen_and_in_evaluation_mode(bundle: Path) -> None:
    module = load_network(bundle, read_card(bundle), CPU).module
    assert not any(part.training for part in module.modules())
    assert not any(parameter.requires_grad for parameter in module.parameters())
    assert {parameter.dtype for parameter in module.parameters()} == {torch.float32}


@pytest.mark.parametrize("architecture", ["resnet10", "resnet18", "unet"])
def test_folding_keeps_the_function_and_removes_every_batch_norm(architecture: str) -> None:
    module = ARCHITECTURES[architecture](3, 0.5, 0.25).eval()
    generator = torch.Generator().manual_seed(0)
    for part in module.modules():
        if isinstance(part, nn.BatchNorm2d):
            part.running_mean.normal_(0, 0.1, generator=generator)
            part.running_var.uniform_(0.5, 2, generator=generator)
            nn.init.uniform_(part.weight, 0.5, 1.5, generator=generator)
    x = torch.rand(1, 1, 64, 64, generator=generator)
    with torch.no_grad():
        before = module(x)
        fold_batch_norm(module)
        after = module(x)
    assert not any(isinstance(part, nn.BatchNorm2d) for part in module.modules())
    torch.testing.assert_close(after, before, rtol=1e-4, atol=1e-4)


def test_weights_that_are_not_the_cards_are_refused(bundle: Path) -> None:
    path = bundle / "weights.safetensors"
    path.write_bytes(path.read_bytes()[:-1] + b"\x01")
    error = refusal(bundle)
    assert error.code == "model_damaged"
    assert "SHA-256" in error.message


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_not_finite_are_refused(bundle: Path, value: float) -> None:
    state = {key: each for key, each in seeded().state_dict().items() if each.ndim}
    state["head.bias"] = torch.tensor([0.0, value])
    rewrite(bundle, save(state))
    assert "“head.bias”" in refusal(bundle).message


def test_missing_unexpected_and_misshapen_weights_are_named(bundle: Path) -> None:
    state = {key: each for key, each in seeded().state_dict().items() if each.ndim}
    for changed, named in (
        ({**state, "extra": torch.zeros(1)}, "“extra” is unexpected"),
        ({key: each for key, each in state.items() if key != "head.bias"}, "“head.bias” is miss"),
        ({**state, "head.bias": torch.zeros(3)}, "“head.bias” has the shape [3]"),
        ({**state, "head.bias": torch.zeros(2, dtype=torch.int64)}, "“head.bias” has the type"),
        ({**state, "bn1.running_var": -torch.ones(8)}, "“bn1.running_var” holds a negative"),
    ):
        rewrite(bundle, save(changed))
        assert named in refusal(bundle).message


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 8, b"not safetensors at all", b"\xff" * 64, b"PK\x03\x04" * 9]
)
def test_bytes_that_are_no_safetensors_are_refused(bundle: Path, content: bytes) -> None:
    rewrite(bundle, content)
    assert "safetensors" in refusal(bundle).message


class _Marker:
    """Unpickling this would create a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def test_a_pickle_is_refused_and_never_executed(bundle: Path, tmp_path: Path) -> None:
    marker = tmp_path / "executed"
    rewrite(bundle, pickle.dumps({"head.bias": _Marker(marker)}))
    assert refusal(bundle).code == "model_damaged"
    torch.save({"head.bias": _Marker(marker)}, tmp_path / "weights.pt")
    rewrite(bundle, (tmp_path / "weights.pt").read_bytes())
    assert refusal(bundle).code == "model_damaged"
    assert not marker.exists()


def test_an_architecture_outside_the_closed_list_is_refused(tmp_path: Path) -> None:
    write_bundle(tmp_path / "brightness", seeded(), "os.system")
    assert "os.system" in refusal(tmp_path / "brightness").message


def test_absent_weights_are_missing(bundle: Path) -> None:
    (bundle / "weights.safetensors").unlink()
    assert refusal(bundle).code == "model_missing"


def test_the_library_sorts_networks_by_task_and_builds_each_once(tmp_path: Path) -> None:
    write_bundle(tmp_path / "b", seeded(), "small")
    write_bundle(tmp_path / "a", seeded(seed=1), "small")
    write_bundle(tmp_path / "lungs", GreySegmenter(), "grey", task=Task.SEGMENTER, finding="")
    library = ModelLibrary(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: library.classifiers(CPU), range(8)))
    assert [network.card.finding for network in answers[0]] == ["a", "b"]
    assert len({id(network) for answer in answers for network in answer}) == 2
    assert library.segmenter(CPU).card.name == "lungs"


def test_a_robust_twin_and_a_translator_stand_beside_the_standard_network(tmp_path: Path) -> None:
    write_bundle(tmp_path / "heart", seeded(), "small")
    robust = {"finding": "heart", "variant": "robust"}
    write_bundle(tmp_path / "heart_robust", seeded(seed=1), "small", **robust)
    write_bundle(
        tmp_path / "heart_translator",
        ARCHITECTURES["attention_translator"](2, 0.5, 0.25),
        "attention_translator",
        task=Task.TRANSLATOR,
        finding="heart",
    )
    library = ModelLibrary(tmp_path)
    assert [network.card.name for network in library.classifiers(CPU)] == ["heart"]
    twin, translator = library.robust_twin("heart", CPU), library.translator("heart", CPU)
    assert twin is not None
    assert twin.card.variant == "robust"
    assert twin is library.robust_twin("heart", CPU)
    assert translator is not None
    assert translator.card.task is Task.TRANSLATOR
    assert library.robust_twin("lung", CPU) is None
    assert library.translator("lung", CPU) is None


def test_a_robust_twin_alone_is_no_classifier(tmp_path: Path) -> None:
    write_bundle(tmp_path / "heart_robust", seeded(), "small", finding="heart", variant="robust")
    with pytest.raises(ModelError) as caught:
        ModelLibrary(tmp_path).classifiers(CPU)
    assert caught.value.code == "model_missing"


def test_a_further_bundle_takes_the_place_of_the_one_for_the_same(tmp_path: Path) -> None:
    for finding in ("heart", "lung"):
        write_bundle(tmp_path / "own" / finding, seeded(), "small")
    write_bundle(tmp_path / "mine", seeded(seed=1), "small", finding="lung")
    write_bundle(tmp_path / "others" / "bone", seeded(seed=2), "small")
    library = ModelLibrary(tmp_path / "own", (tmp_path / "mine", tmp_path / "others"))
    names = {network.card.finding: network.card.name for network in library.classifiers(CPU)}
    assert names == {"bone": "bone", "heart": "heart", "lung": "mine"}
    assert sorted(card.name for card in library.cards()) == ["bone", "heart", "mine"]


def test_a_further_bundle_is_checked_like_any_other(tmp_path: Path) -> None:
    write_bundle(tmp_path / "own" / "heart", seeded(), "small")
    write_bundle(tmp_path / "mine", seeded(seed=1), "small", finding="lung")
    (tmp_path / "mine" / "weights.safetensors").write_bytes(b"changed")
    with pytest.raises(ModelError, match="SHA-256"):
        ModelLibrary(tmp_path / "own", (tmp_path / "mine",)).classifiers(CPU)
    with pytest.raises(ModelError) as caught:
        ModelLibrary(tmp_path / "own", (tmp_path / "absent",)).cards()
    assert caught.value.code == "model_missing"


def test_a_library_without_a_segmenter_says_so(bundle: Path) -> None:
    with pytest.raises(ModelError) as caught:
        ModelLibrary(bundle.parent).segmenter(CPU)
    assert caught.value.code == "model_missing"
