"""Exports from the window, as a person makes them: key, dialog, place, message."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFileDialog

from gui.panes.view_snapshot import snapshot
from gui.stores.display_state import CONTENTS
from gui.widgets.dialogs.export_dialog import ExportDialog
from inference.export.export_job import Kind, suggested_name
from tests.helpers import fake_engine
from tests.helpers.exports import SECRETS, SENTINEL, secrets_in
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]


@pytest.fixture
def shown(bench: Make, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A window with an analysed film of the sentinel's."""
    plain = fake_engine.radiograph

    def named(name: str = "film.dcm", **how: object) -> object:
        return replace(plain(name, **how), source=SENTINEL)

    monkeypatch.setattr(fake_engine, "radiograph", named)
    here = bench()
    here.analyse("ZZSENTINEL_TARO.dcm")
    return here


def dialog_of(here: Bench) -> ExportDialog:
    dialog = here.window.exports.dialog
    assert dialog is not None
    return dialog


def export(here: Bench, kind: Kind, path: Path, *, patient: bool = False) -> None:
    """Ask by the command, choose, name the place, and wait for the message."""
    here.window.actions_by_name[f"export_{kind}"].trigger()
    dialog = dialog_of(here)
    dialog.patient.setChecked(patient)
    here.window.message_bar.dismiss()
    dialog.finish(str(path))
    here.qtbot.waitUntil(here.window.message_bar.isVisible, timeout=PATIENCE_MS)


def test_ctrl_e_asks_and_names_nobody_by_default(shown: Bench) -> None:
    shown.qtbot.keyClick(shown.window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(shown)
    assert dialog.isVisible()
    assert not dialog.patient.isChecked()
    assert not dialog.options().include_patient
    assert "names nobody" in dialog.warning.text()
    dialog.patient.setChecked(True)
    assert "will name the patient" in dialog.warning.text()
    dialog.place_button.click()
    place = dialog.findChild(QFileDialog)
    assert place is not None
    assert secrets_in(" ".join(place.selectedFiles()).encode()) == []
    place.reject()
    dialog.reject()


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_written_and_told(shown: Bench, kind: Kind, tmp_path: Path) -> None:
    film = shown.application.session.film
    assert film is not None
    path = tmp_path / suggested_name(kind, film.radiograph)
    if kind is Kind.COUNTERFACTUAL:
        session = shown.application.session
        shown.application.state.contents = CONTENTS
        shown.qtbot.waitUntil(lambda: session.facts.counterfactual is not None, timeout=PATIENCE_MS)
    export(shown, kind, path)
    bar = shown.window.message_bar
    assert "saved" in bar.text.text()
    assert bar.folder_button.isVisible()
    files = [each for each in tmp_path.rglob("*") if each.is_file() and _is_export(each)]
    assert files
    for each in files:
        assert secrets_in(each.read_bytes()) == [], each.name
        assert secrets_in(each.name.encode()) == []
    if kind is Kind.VIEW:
        assert Image.open(files[0]).text["Setsudo"].startswith("adversarial")
    if kind is Kind.REPORT:
        assert files[0].read_bytes().startswith(b"%PDF")
    if kind is Kind.DICOM:
        kinds = {each.stem.split("_")[-1] for each in files}
        assert kinds == {"view", "film", "segmentation", "report"}


def _is_export(path: Path) -> bool:
    return "profile" not in path.parts


def test_the_patient_is_named_when_asked_for(shown: Bench, tmp_path: Path) -> None:
    export(shown, Kind.NUMBERS, tmp_path / "numbers.json", patient=True)
    assert "ZZSENTINEL" in json.loads((tmp_path / "numbers.json").read_text())[0]["file"]
    export(shown, Kind.DICOM, tmp_path / "dicom", patient=True)
    views = list((tmp_path / "dicom").glob("*_view.dcm"))
    dataset = pydicom.dcmread(views[0])
    assert str(dataset.PatientName) == SENTINEL.patient_name
    assert dataset.BurnedInAnnotation == "YES"


def test_hidden_identity_can_not_be_exported(shown: Bench, tmp_path: Path) -> None:
    shown.application.state.identity_hidden = True
    shown.window.actions_by_name["export_dicom"].trigger()
    dialog = dialog_of(shown)
    assert not dialog.patient.isEnabled()
    dialog.patient.setChecked(True)
    assert not dialog.options().include_patient
    dialog.reject()


def test_the_view_is_drawn_without_identity_and_nothing_changes(shown: Bench) -> None:
    window, state = shown.window, shown.application.state
    heard: list[object] = []
    state.changed.connect(heard.append)
    nameless = snapshot(window.grid, window.session, state)
    named = snapshot(window.grid, window.session, state, include_patient=True)
    assert not nameless.shows_identity
    assert named.shows_identity
    assert nameless.image != named.image
    assert heard == []
    assert not state.identity_hidden
    state.identity_hidden = True
    assert snapshot(window.grid, window.session, state, include_patient=True).image == (
        nameless.image
    )


def test_the_picture_holds_notice_panes_and_parameters(shown: Bench) -> None:
    window, state = shown.window, shown.application.state
    for size in (1, 2, 4):
        window.actions_by_name[f"layout_{size}"].trigger()
        taken = snapshot(window.grid, window.session, state)
        pixels = taken.view_picture().pixels
        assert pixels.shape[0] > window.grid.height() + 60
        banner = pixels[:30].astype(int)
        assert ((banner[..., 0] > 200) & (banner[..., 2] < 150)).sum() > 100
        assert (pixels[-60:].max(-1) > 120).sum() > 200
        assert taken.synthetic == (size > 1)


def test_copying_the_view_leaves_identity_out(shown: Bench) -> None:
    window = shown.window
    window.grid.setFocus()
    expected = snapshot(window.grid, window.session, window.state).image
    shown.qtbot.keyClick(window.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().image()
    assert copied.size() == expected.size()
    assert copied.convertToFormat(expected.format()) == expected
    assert "copied" in window.message_bar.text.text()


def test_a_place_that_can_not_be_written_is_told_and_nothing_is_lost(
    shown: Bench, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("old")
    export(shown, Kind.REPORT, blocked / "report.pdf")
    assert "can't be written" in shown.window.message_bar.text.text()
    assert not shown.window.message_bar.folder_button.isVisible()
    assert blocked.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["file"]


def test_an_open_film_is_never_written_over(shown: Bench) -> None:
    film = shown.application.session.entries[0].path.resolve()
    export(shown, Kind.VIEW, film)
    assert "one of the films" in shown.window.message_bar.text.text()
    assert not film.exists()


def test_an_adversarial_film_keeps_its_name(shown: Bench, tmp_path: Path) -> None:
    export(shown, Kind.ADVERSARIAL, tmp_path / "film.png")
    assert "ADV_" in shown.window.message_bar.text.text()
    assert not list(tmp_path.glob("*.png"))


def test_before_the_analysis_there_is_nothing_to_report(bench: Make) -> None:
    here = bench()
    for name in ("export_view", "copy_view", "export_report"):
        assert not here.window.actions_by_name[name].isEnabled()
    here.pipeline.gate.clear()
    here.open("one.dcm")
    here.wait_for_step()
    here.window.actions_by_name["export_report"].trigger()
    assert here.window.exports.dialog is None
    assert "not been analysed" in here.window.message_bar.text.text()
    here.pipeline.gate.set()
    here.wait_for_analysis()


def test_the_dialog_warns_of_burned_in_identity(shown: Bench) -> None:
    for stated, word in ((True, "can’t be removed"), (None, "does not say"), (False, "")):
        dialog = ExportDialog(Kind.VIEW, "x.png", burned_in=stated, nameable=True)
        shown.qtbot.addWidget(dialog)
        assert (word in dialog.warning.text()) if word else "burned" not in dialog.warning.text()


def test_the_words_follow_the_language(shown: Bench) -> None:
    for kind in Kind:
        english = ExportDialog(kind, "x", burned_in=None, nameable=True)
        shown.qtbot.addWidget(english)
        before = {english.title.text(), english.about.text(), english.place_button.text()}
        shown.speak("japanese")
        after = {english.title.text(), english.about.text(), english.place_button.text()}
        assert not before & after
        shown.speak("english")


def test_logs_and_settings_name_nobody(shown: Bench, tmp_path: Path) -> None:
    export(shown, Kind.VIEW, tmp_path / "view.png")
    export(shown, Kind.REPORT, tmp_path / "file" / "missing" / "report.pdf")
    shown.window.close()
    profile = shown.application.folder
    written = [path for path in profile.rglob("*") if path.is_file()]
    for path in written:
        assert secrets_in(path.read_bytes()) == [], path.name
    assert SECRETS
    assert np.all([path.suffix != ".part" for path in tmp_path.rglob("*")])


def test_an_adversarial_film_is_announced_on_every_pane(
    bench: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = fake_engine.radiograph

    def perturbed(name: str = "film.dcm", **how: object) -> object:
        made = plain(name, **how)
        return replace(made, adversarial=name.startswith("ADV_"), notices=("adversarial",))

    monkeypatch.setattr(fake_engine, "radiograph", perturbed)
    here = bench()
    here.analyse("ADV_film.png", "other.dcm")
    window = here.window
    assert "it is adversarial" in window.message_bar.text.text()
    for pane in window.grid.panes.values():
        assert any("adversarial film" in line.text for line in pane.title_lines())
    assert snapshot(window.grid, window.session, window.state).synthetic
    window.actions_by_name["next"].trigger()
    here.wait_for_analysis()
    assert not window.message_bar.isVisible()
    for pane in window.grid.panes.values():
        assert not any("adversarial film" in line.text for line in pane.title_lines())


def test_the_programs_own_fonts_are_known(bench: Make) -> None:
    assert "BIZ UDPGothic" in QFontDatabase.families()
    assert QGuiApplication.font().families()[-1] == "BIZ UDPGothic"
