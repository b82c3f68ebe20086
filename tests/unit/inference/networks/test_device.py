from __future__ import annotations

import pytest
import torch

from inference.networks.device import CPU, choose_device, device_name, is_device_failure

CUDA = torch.device("cuda", 0)


@pytest.fixture
def one_cuda_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _device: "Fast One")


@pytest.fixture
def no_accelerator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 0)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)


@pytest.mark.usefixtures("one_cuda_device")
def test_cuda_comes_first_and_is_named() -> None:
    assert choose_device() == CUDA
    assert device_name(choose_device("cuda:0")) == "cuda:0 Fast One"
    assert choose_device("cpu") == CPU


@pytest.mark.usefixtures("no_accelerator")
@pytest.mark.parametrize("preference", ["auto", "cuda", "cuda:3", "mps", "abacus", "cuda:x"])
def test_a_device_that_is_not_there_becomes_the_cpu(preference: str) -> None:
    assert choose_device(preference) == CPU
    assert device_name(CPU) == "cpu"


@pytest.mark.usefixtures("no_accelerator")
def test_mps_comes_before_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert choose_device().type == "mps"


def test_only_an_accelerators_failures_are_device_failures() -> None:
    assert is_device_failure(torch.OutOfMemoryError("out"), CUDA)
    assert is_device_failure(RuntimeError("CUDA error: device-side assert"), CUDA)
    assert not is_device_failure(RuntimeError("shapes do not match"), CUDA)
    assert not is_device_failure(RuntimeError("out of memory"), CPU)
