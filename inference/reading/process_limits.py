"""Limits that the decoder's process sets on itself, on every platform that has them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time

#: Exit status of a process that ended itself because it held too much memory.
MEMORY_EXIT = 86
_WATCH_SECONDS = 0.05

#: mallopt(3): its parameters, the largest block that may be kept, and how much in all.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_LARGEST_KEPT, _KEPT = 32 << 20, 256 << 20


def silence() -> None:
    """Send this process's output nowhere: codecs print, and what they print may name a patient."""
    sink = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        with contextlib.suppress(OSError):
            os.dup2(sink, descriptor)


def leave_interrupts_to_parent() -> None:
    """Ctrl+C reaches the whole terminal group; only the parent decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(0x8003)  # a crash opens no dialog
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold the film


def keep_freed_memory() -> None:
    """Let glibc keep what is freed for the next film: fresh pages cost more than many a decoder.

    `give_back_memory` returns it to the system when no film has come for a while.
    """
    with contextlib.suppress(AttributeError, OSError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT)
        library.mallopt(_M_TRIM_THRESHOLD, _KEPT)


def give_back_memory() -> None:
    """Return freed memory to the system (glibc)."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def limit_memory(extra_bytes: int) -> None:
    """Let this process take `extra_bytes` more than now.

    Linux makes the allocation fail; elsewhere a thread watches and ends the process.
    """
    if sys.platform.startswith("linux"):
        import resource

        with open("/proc/self/statm") as statm:  # noqa: PTH123
            now = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + extra_bytes, now + extra_bytes))
    else:
        start = _held_bytes()
        threading.Thread(target=_watch, args=(start + extra_bytes,), daemon=True).start()


def _watch(limit: int) -> None:
    while _held_bytes() <= limit:
        time.sleep(_WATCH_SECONDS)
    os._exit(MEMORY_EXIT)


def _held_bytes() -> int:
    """Peak memory of this process in bytes."""
    if sys.platform == "win32":
        return _windows_peak_bytes()
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _windows_peak_bytes() -> int:
    """PeakPagefileUsage of PROCESS_MEMORY_COUNTERS."""
    counters = (ctypes.c_size_t * 9)()  # two DWORDs, then eight SIZE_Ts, on 64-bit Windows
    counters[0] = ctypes.sizeof(counters)
    process = ctypes.c_void_p(ctypes.windll.kernel32.GetCurrentProcess())  # type: ignore[attr-defined]
    ctypes.windll.psapi.GetProcessMemoryInfo(  # type: ignore[attr-defined]
        process, ctypes.byref(counters), ctypes.sizeof(counters)
    )
    return int(counters[8])
