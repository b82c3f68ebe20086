"""A film on its way out of the decoder's process: whole, or one error and nothing left behind."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pydicom import uid

from inference.core.errors import StudyError
from inference.core.progress import Cancelled, CancelToken
from inference.reading.decoding import Decoder
from inference.reading.shared_ring import PIECE_BYTES, PLACES
from inference.reading.study_reader import read_study
from tests.helpers import broken_child
from tests.helpers.dicom_files import dicom_bytes, texture

Break = Callable[[Callable[..., None]], None]


@pytest.fixture
def film_path(tmp_path: Path) -> Path:
    path = tmp_path / "film.dcm"
    path.write_bytes(dicom_bytes(texture(), 12))
    return path


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    found = Decoder(time_limit=0.5)
    yield found
    found.close()


@pytest.fixture
def first_child(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Makes the next child of a decoder a broken one; those after it are sound."""

    def start(serve: Callable[..., None]) -> None:
        from inference.reading import decoding

        sound = decoding.Decoder._spawn

        def spawn(self: Decoder) -> None:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(decoding, "serve", serve)
                sound(self)
            monkeypatch.setattr(decoding.Decoder, "_spawn", sound)

        monkeypatch.setattr(decoding.Decoder, "_spawn", spawn)

    return start


def test_a_child_that_dies_in_the_middle_of_a_film(
    decoder: Decoder, film_path: Path, first_child: Break
) -> None:
    first_child(broken_child.dies)
    with pytest.raises(StudyError) as caught:
        decoder.decode(film_path)
    assert caught.value.code == "decode_crashed"
    assert np.array_equal(np.rint(decoder.decode(film_path).pixels * 4095), texture())


def test_a_child_that_hangs_in_the_middle_of_a_film(
    decoder: Decoder, film_path: Path, first_child: Break
) -> None:
    first_child(broken_child.hangs)
    with pytest.raises(StudyError) as caught:
        decoder.decode(film_path)
    assert caught.value.code == "decode_timeout"
    assert decoder.decode(film_path).pixels.shape == (96, 80)


def test_cancelling_in_the_middle_of_a_film(film_path: Path, first_child: Break) -> None:
    first_child(broken_child.hangs)
    decoder, token = Decoder(), CancelToken()
    threading.Timer(1.0, token.cancel).start()
    try:
        with pytest.raises(Cancelled):
            decoder.decode(film_path, token)
        assert decoder.decode(film_path).pixels.shape == (96, 80)
    finally:
        decoder.close()


def test_a_lost_digest_is_taken_again(decoder: Decoder, tmp_path: Path, first_child: Break) -> None:
    path = tmp_path / "film.dcm"
    path.write_bytes(dicom_bytes(broken_child.film(), 16))
    first_child(broken_child.forgets)
    found = decoder.decode(path)
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_lost_digest_is_never_another_films(
    decoder: Decoder, film_path: Path, first_child: Break
) -> None:
    first_child(broken_child.forgets)
    found = decoder.decode(film_path)
    with pytest.raises(StudyError):
        _ = found.sha256


def test_the_digest_is_the_files_whoever_asks_first(decoder: Decoder, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.dcm" for n in range(3)]
    for n, path in enumerate(paths):
        path.write_bytes(dicom_bytes(texture(16, 1500, 1000, seed=n), 16))
    studies = [read_study(path, decoder=decoder) for path in paths]
    for path, study in reversed(list(zip(paths, studies, strict=True))):
        assert study.radiographs[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    last = read_study(paths[0], decoder=decoder).radiographs[0]
    decoder.close()
    assert last.sha256 == studies[0].radiographs[0].sha256


def test_a_digest_that_was_sent_before_it_is_asked_for(decoder: Decoder, tmp_path: Path) -> None:
    """The child sends it by itself after a while; being asked afterwards does not confuse it."""
    paths = [tmp_path / f"{n}.dcm" for n in range(3)]
    for n, path in enumerate(paths):
        path.write_bytes(dicom_bytes(texture(seed=n), 12))
    for path in paths:
        found = decoder.decode(path)
        assert decoder._connection is not None
        assert decoder._connection.poll(60)
        assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert decoder.read_header(paths[0])


def test_the_digest_does_not_wait_for_the_next_film(tmp_path: Path) -> None:
    decoder = Decoder()
    small, slow = tmp_path / "small.dcm", tmp_path / "slow.dcm"
    small.write_bytes(dicom_bytes(texture(), 12))
    slow.write_bytes(dicom_bytes(texture(16, 1500, 1500), 16, uid.JPEG2000Lossless))
    token = CancelToken()
    try:
        found = decoder.decode(small)

        def read_slowly() -> None:
            with pytest.raises(Cancelled):
                decoder.decode(slow, token)

        reading = threading.Thread(target=read_slowly)
        reading.start()
        began = time.perf_counter()
        assert found.sha256 == hashlib.sha256(small.read_bytes()).hexdigest()
        assert time.perf_counter() - began < 1
        token.cancel()
        reading.join()
    finally:
        decoder.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc and /dev/shm")
def test_broken_transfers_leave_nothing_behind(film_path: Path, first_child: Break) -> None:
    decoder = Decoder(time_limit=0.3)
    decoder.decode(film_path)
    before = held()
    for broken in (broken_child.dies, broken_child.hangs, broken_child.forgets):
        decoder.close()
        first_child(broken)
        with contextlib.suppress(StudyError):
            decoder.decode(film_path)
        decoder.decode(film_path)
    assert held() == before
    decoder.close()
    assert held()[0] < before[0]


def held() -> tuple[int, int, set[str]]:
    """Descriptors, mapped shared memory, and what has a name in it."""
    gc.collect()
    maps = Path("/proc/self/maps").read_text()
    descriptors = list(Path("/proc/self/fd").iterdir())
    named = {path.name for path in Path("/dev/shm").glob(f"*{os.getpid()}*")}
    return len(descriptors), maps.count("/dev/shm"), named


def test_a_film_larger_than_the_memory_between(decoder: Decoder, tmp_path: Path) -> None:
    stored = texture(16, 2600, 1999)
    assert stored.nbytes > 2 * PLACES * PIECE_BYTES
    path = tmp_path / "large.dcm"
    path.write_bytes(dicom_bytes(stored, 16))
    assert np.array_equal(decoder.decode(path).kept.codes, stored)
