"""Where networks run: CUDA if there is one, else Apple's MPS, else the CPU."""

from __future__ import annotations

import torch

CPU = torch.device("cpu")


def choose_device(preference: str = "auto") -> torch.device:
    """The device for `preference`: "auto", or a name such as "cpu", "cuda", "cuda:1", "mps".

    A device that this computer lacks becomes the CPU; the result is labelled with what was used.
    """
    if preference == "auto":
        preference = "cuda" if torch.cuda.is_available() else _mps_or_cpu()
    kind, _, index = preference.partition(":")
    number = int(index) if index.isdigit() else 0
    if kind == "cuda" and number < torch.cuda.device_count():
        _decide_in_float32()
        return torch.device("cuda", number)
    if kind == "mps" and torch.backends.mps.is_available():
        return torch.device("mps")
    return CPU


def device_name(device: torch.device) -> str:
    """For people, e.g. "cpu" or "cuda:0 NVIDIA H200"."""
    if device.type == "cuda":
        return f"{device} {torch.cuda.get_device_name(device)}"
    return str(device)


def is_device_failure(error: RuntimeError, device: torch.device) -> bool:
    """True when `error` means that `device` is out of memory or lost, not that the code is wrong.

    torch raises OutOfMemoryError and AcceleratorError, but also plain RuntimeErrors whose text
    names the device's runtime.
    """
    if device.type == "cpu":
        return False
    if isinstance(error, torch.OutOfMemoryError | torch.AcceleratorError):
        return True
    text = str(error).lower()
    return any(word in text for word in ("out of memory", "cuda error", "cudnn", "cublas", "mps"))


def release_memory(device: torch.device) -> None:
    """Give cached memory back, as far as a failing device lets us."""
    try:
        if device.type == "cuda":
            torch.cuda.empty_cache()
        elif device.type == "mps":
            torch.mps.empty_cache()
    except RuntimeError:
        return  # the device is lost: nothing is left to give back


def _mps_or_cpu() -> str:
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _decide_in_float32() -> None:
    """Flips are decided in full float32, and alike every time.

    See docs/explanation.md, "The same again".
    """
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.deterministic = True
