"""What may be written down of an error: where and of which kind, never with which values."""

from __future__ import annotations

import traceback
from pathlib import Path


def trace_of(error: BaseException) -> str:
    """The frames and the type of `error`, without its message, which may hold a path or a name."""
    lines = [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    above = [trace_of(cause), "which led to"] if cause is not None else []
    return "\n".join([*above, *lines, f"  {type(error).__name__}"])
