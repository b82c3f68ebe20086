"""The decoder's process: whatever a file does to it, the caller gets a film or one error."""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pydicom import uid

from inference.core.errors import StudyError
from inference.core.progress import Cancelled, CancelToken
from inference.reading.decoding import Decoder
from inference.reading.study_reader import shared_decoder
from tests.helpers.dicom_files import dicom_bytes, texture
from tests.helpers.paths import ROOT


@pytest.fixture
def film_path(tmp_path: Path) -> Path:
    path = tmp_path / "film.dcm"
    path.write_bytes(dicom_bytes(texture(), 12, PixelPaddingValue=0))
    return path


@pytest.fixture(scope="module")
def slow_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that takes seconds to decode."""
    path = tmp_path_factory.mktemp("slow") / "slow.dcm"
    path.write_bytes(dicom_bytes(texture(16, 2400, 2400), 16, uid.JPEG2000Lossless))
    return path


#: Children of decoders that other tests of this process left open.
OTHERS: set[int] = set()


@pytest.fixture(autouse=True)
def _no_other_decoder() -> None:
    """The one that the program shares may have been started by another test."""
    shared_decoder.close()
    OTHERS.clear()
    OTHERS.update(child_pids())


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    found = Decoder()
    yield found
    found.close()


def children() -> list[multiprocessing.process.BaseProcess]:
    """Decoders' processes that this test started."""
    found = [each for each in multiprocessing.active_children() if each.name == "decoder"]
    return [each for each in found if each.pid not in OTHERS]


def child_pids() -> set[int]:
    return {child.pid for child in children() if child.pid is not None}


def code(decoder: Decoder, path: Path) -> str:
    with pytest.raises(StudyError) as caught:
        decoder.decode(path)
    return caught.value.code


def test_pixels_arrive_whole_and_locked(decoder: Decoder, film_path: Path) -> None:
    found = decoder.decode(film_path)
    stored = texture()
    assert found.pixels.dtype == np.float32
    assert np.array_equal(found.pixels, stored.astype(np.float32) / np.float32(4095))
    assert not found.pixels.flags.writeable
    assert found.padding is not None
    assert np.array_equal(found.padding, stored == 0)
    assert not found.padding.flags.writeable


def test_a_large_film_crosses_in_pieces(decoder: Decoder, tmp_path: Path) -> None:
    stored = texture(16, 3000, 2001)
    path = tmp_path / "large.dcm"
    path.write_bytes(dicom_bytes(stored, 16))
    found = decoder.decode(path).pixels
    assert np.array_equal(found, stored.astype(np.float32) / np.float32(65535))


def test_one_child_serves_many_files(decoder: Decoder, film_path: Path) -> None:
    decoder.decode(film_path)
    before = child_pids()
    for _ in range(5):
        decoder.decode(film_path)
    assert child_pids() == before


def test_starting_ahead_returns_at_once(decoder: Decoder, film_path: Path) -> None:
    started = time.perf_counter()
    decoder.start()
    decoder.start()
    assert time.perf_counter() - started < 0.5
    assert decoder.decode(film_path).pixels.shape == (96, 80)


def test_a_slow_file_is_given_up(slow_path: Path, film_path: Path) -> None:
    decoder = Decoder(time_limit=0.2)
    try:
        decoder.decode(film_path)
        started = time.perf_counter()
        assert code(decoder, slow_path) == "decode_timeout"
        assert time.perf_counter() - started < 2
        assert decoder.decode(film_path).pixels.shape == (96, 80)
    finally:
        decoder.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="hard limits are Linux's")
def test_a_file_that_asks_for_much_memory_is_refused(slow_path: Path, film_path: Path) -> None:
    decoder = Decoder(memory_limit_mb=48)
    try:
        assert code(decoder, slow_path) in ("decode_memory", "decode_crashed", "damaged")
        assert decoder.decode(film_path).pixels.shape == (96, 80)
    finally:
        decoder.close()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("number", ["SIGSEGV", "SIGABRT", "SIGKILL"])
def test_a_crash_while_decoding(
    decoder: Decoder, slow_path: Path, film_path: Path, number: str
) -> None:
    decoder.decode(film_path)
    (pid,) = child_pids()
    crash = threading.Timer(0.3, os.kill, (pid, getattr(signal, number)))
    crash.start()
    assert code(decoder, slow_path) == "decode_crashed"
    assert decoder.decode(film_path).pixels.shape == (96, 80)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_crash_between_files_goes_unnoticed(decoder: Decoder, film_path: Path) -> None:
    decoder.decode(film_path)
    (child,) = children()
    child.kill()
    child.join(5)
    assert decoder.decode(film_path).pixels.shape == (96, 80)


def test_cancelling_stops_the_decoding(decoder: Decoder, slow_path: Path, film_path: Path) -> None:
    decoder.decode(film_path)
    token = CancelToken()
    threading.Timer(0.3, token.cancel).start()
    started = time.perf_counter()
    with pytest.raises(Cancelled):
        decoder.decode(slow_path, token)
    assert time.perf_counter() - started < 2
    assert decoder.decode(film_path).pixels.shape == (96, 80)


def test_cancelling_while_another_file_is_read(decoder: Decoder, slow_path: Path) -> None:
    reading = threading.Thread(target=decoder.decode, args=(slow_path,))
    token = CancelToken()
    decoder.start()
    reading.start()
    threading.Timer(0.2, token.cancel).start()
    started = time.perf_counter()
    with pytest.raises(Cancelled):
        decoder.decode(slow_path, token)
    assert time.perf_counter() - started < 2
    reading.join()


def test_a_cancelled_token_reads_nothing(decoder: Decoder, film_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        decoder.decode(film_path, token)


def test_threads_take_turns(decoder: Decoder, tmp_path: Path) -> None:
    films = [texture(12, 80, 70 + n, seed=n) for n in range(8)]
    found: dict[int, np.ndarray] = {}
    for n, stored in enumerate(films):
        (tmp_path / f"{n}.dcm").write_bytes(dicom_bytes(stored, 12))

    def read(n: int) -> None:
        found[n] = decoder.decode(tmp_path / f"{n}.dcm").pixels

    threads = [threading.Thread(target=read, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for n, stored in enumerate(films):
        assert np.array_equal(np.rint(found[n] * 4095), stored)


def test_closing_leaves_no_child_and_can_be_undone(decoder: Decoder, film_path: Path) -> None:
    decoder.decode(film_path)
    decoder.close()
    assert child_pids() == set()
    decoder.close()
    assert decoder.decode(film_path).pixels.shape == (96, 80)


# --- as a program --------------------------------------------------------------------------------

PROGRAM = """
import multiprocessing, os, sys
open(sys.argv[2], "a").write("imported ")
if __name__ == "__main__":
    from pathlib import Path
    from inference.reading.decoding import Decoder
    decoder = Decoder()
    shape = decoder.decode(Path(sys.argv[1])).pixels.shape
    (child,) = multiprocessing.active_children()
    print(child.pid, *shape, flush=True)
    if sys.argv[3] == "die":
        os.kill(os.getpid(), 9)
"""


def run_program(film: Path, folder: Path, ending: str) -> tuple[int, str]:
    """The child's process id, and how often the program's main module was imported."""
    script, record = folder / "main.py", folder / "record.txt"
    script.write_text(PROGRAM)
    done = subprocess.run(
        [sys.executable, str(script), str(film), str(record), ending],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    pid, *shape = done.stdout.split()
    assert shape == ["96", "80"], done.stderr
    return int(pid), record.read_text()


def test_the_child_does_not_import_the_program(film_path: Path, tmp_path: Path) -> None:
    _pid, record = run_program(film_path, tmp_path, "end")
    assert record == "imported "


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux's pidfd")
@pytest.mark.parametrize("ending", ["end", "die"])
def test_no_child_outlives_the_program(film_path: Path, tmp_path: Path, ending: str) -> None:
    pid, _record = run_program(film_path, tmp_path, ending)
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    ended, _, _ = select.select([handle], [], [], 5)
    os.close(handle)
    assert ended


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_child_holds_neither_torch_nor_qt(decoder: Decoder, film_path: Path) -> None:
    decoder.decode(film_path)
    (pid,) = child_pids()
    mapped = Path(f"/proc/{pid}/maps").read_text().lower()
    assert "pydicom" in " ".join(sys.modules)
    assert "libtorch" not in mapped
    assert "qt6" not in mapped
