"""Dropping archives, DICOM media and folders on the window, with the real reader."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from gui.app import Application, Options
from gui.engine.worker import Worker, build_reader
from inference.reading.study_reader import shared_decoder
from tests.helpers.dicom_files import dicom_bytes, texture
from tests.helpers.fake_engine import FakePipeline, FakeReader
from tests.helpers.window import Bench


@pytest.fixture
def real(
    qtbot: object, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bench]:
    monkeypatch.setattr("gui.runtime.crash.catch_all", lambda *_: None)
    pipeline = FakePipeline()
    worker = Worker(lambda: pipeline, build_reader)
    application = Application(Options(profile=tmp_path / "profile", language="en"), worker)
    application.window.showNormal()
    yield Bench(qtbot, application, pipeline, FakeReader())
    application.close()
    application.window.close()
    application.window.deleteLater()
    shared_decoder.close()


def drop(here: Bench, *paths: Path) -> bool:
    """Let go of files over the window; whether a film of them is shown."""
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(9, 9), copy, urls, Qt.MouseButton.LeftButton, none)
    opened = here.application.controller.opened
    with here.qtbot.waitSignal(opened, timeout=60_000) as blocker:
        here.window.dropEvent(event)
    return bool(blocker.args[0])


def test_an_archive_and_a_folder_dropped_together_open_all_their_films(
    real: Bench, tmp_path: Path
) -> None:
    archive, folder = tmp_path / "study.zip", tmp_path / "films"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for seed in (1, 2):
            file.writestr(f"series/film{seed}.dcm", dicom_bytes(texture(seed=seed), 12))
    folder.mkdir()
    (folder / "film3.dcm").write_bytes(dicom_bytes(texture(seed=3), 12))
    assert drop(real, archive, folder)
    names = [entry.name for entry in real.application.session.entries]
    assert names == ["film1.dcm", "film2.dcm", "film3.dcm"]
    real.wait_for_analysis()


def test_a_malicious_archive_says_so_and_the_film_on_screen_stays(
    real: Bench, tmp_path: Path
) -> None:
    film, archive = tmp_path / "film.dcm", tmp_path / "evil.zip"
    film.write_bytes(dicom_bytes(texture(), 12))
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("../../outside.dcm", dicom_bytes(texture(), 12))
    assert drop(real, film)
    assert not drop(real, archive)
    assert "names files outside itself" in real.window.message_bar.text.text()
    assert [entry.name for entry in real.application.session.entries] == ["film.dcm"]
    assert not list(tmp_path.parent.glob("outside.dcm"))
