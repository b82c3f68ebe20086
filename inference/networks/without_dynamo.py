"""Keeps torch's compiler out of a process that only wants torchvision's networks.

torchvision 0.29 imports `torch._dynamo` for one function that a detector's operator calls. That
import costs 100 MB and a second, and nothing here compiles. While torchvision is imported, modules
stand in for it; whoever asks them for anything else, or calls that function, gets the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

_COMPILER, _UTILS = "torch._dynamo", "torch._dynamo.utils"


@contextmanager
def compiler_put_off() -> Iterator[None]:
    """`torch._dynamo` is imported only if an import within needs more of it than that function.

    Where it is imported already, as by another library, nothing changes.
    """
    if _COMPILER in sys.modules:
        yield
        return
    for name in (_COMPILER, _UTILS):
        sys.modules[name] = _StandIn(name)
    try:
        yield
    finally:
        _step_aside()


class _StandIn(ModuleType):
    """Becomes the real module, everywhere but here, when it is asked for what it lacks."""

    def __getattr__(self, name: str) -> object:
        if self.__name__ == _UTILS and name == "is_compile_supported":
            return is_compile_supported
        if name.startswith("__") and (self.__name__, name) != (_COMPILER, "__path__"):
            raise AttributeError(name)  # the import system looks; `__path__` leads to submodules
        _step_aside()
        return getattr(import_module(self.__name__), name)


def is_compile_supported(device_type: object) -> object:
    """torch's own answer, asked for when it is needed."""
    return import_module(_UTILS).is_compile_supported(device_type)


is_compile_supported._dynamo_marked_constant = True  # type: ignore[attr-defined]  # as torch's is


def _step_aside() -> None:
    for name in (_COMPILER, _UTILS):
        if isinstance(sys.modules.get(name), _StandIn):
            del sys.modules[name]
