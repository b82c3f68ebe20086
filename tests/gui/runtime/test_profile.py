"""A profile folder that takes nothing: the window starts, says so once, and ends well."""

from __future__ import annotations

import errno
import json
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtWidgets import QApplication

from gui.runtime.profile import profile_folder
from gui.stores.recent_files import RecentFiles
from inference.core.errors import ExportError
from tests.helpers.paths import ROOT
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]
SHA = "a" * 64
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def refuse_writing(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Every new file of the profile fails as the system would say it."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("inference.export.writing.tempfile.mkstemp", refused)
    monkeypatch.setattr("gui.runtime.profile.Path.mkdir", refused)
    monkeypatch.setattr("gui.runtime.profile.Path.touch", refused)


def a_session(here: Bench) -> None:
    """What writes into the profile: a choice, a note, a path, a log line, the end."""
    here.analyse("one.dcm")
    here.application.preferences.attack_steps = 12
    here.application.state.recent_kept = True
    notes = here.window.teaching.show_notes()
    notes.text.setPlainText("look at the left base")
    notes.save()
    logging.getLogger("gui").warning("a line")
    here.window.help.reports.watch()
    here.window.help.reports.write("OSError", "somewhere")
    assert here.window.close()
    here.window.help.reports.stop()


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "No space left"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permission denied"),
    ],
)
def test_a_folder_that_takes_nothing_is_said_once_with_its_place(
    bench: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    number: int,
    reason: str,
) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    refuse_writing(monkeypatch, number)
    here = bench(profile=profile)
    text = here.window.message_bar.text.text()
    assert "Nothing will be kept" in text
    assert str(profile) in text
    assert reason in text
    here.window.message_bar.dismiss_errors()
    a_session(here)
    assert here.window.message_bar.isHidden()
    assert list(profile.rglob("*")) == []
    assert capfd.readouterr().err == ""


def test_a_file_in_its_place_is_left_alone(
    bench: Make, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "profile"
    profile.write_text("mine")
    here = bench(profile=profile)
    assert "Nothing will be kept" in here.window.message_bar.text.text()
    assert str(profile) in here.window.message_bar.text.text()
    a_session(here)
    assert profile.read_text() == "mine"
    assert capfd.readouterr().err == ""


def test_a_disk_that_fills_later_is_said_once(
    bench: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = bench(profile=tmp_path / "profile")
    assert here.window.message_bar.text.text() == ""
    refuse_writing(monkeypatch, errno.ENOSPC)
    here.application.preferences.attack_steps = 12
    said = here.window.message_bar.text
    here.qtbot.waitUntil(lambda: "Nothing will be kept" in said.text(), timeout=PATIENCE_MS)
    here.window.message_bar.dismiss_errors()
    assert here.window.close()
    assert here.window.message_bar.isHidden()


def test_settings_of_a_newer_version_stay_and_nothing_is_kept(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    newer = b'{"version": 99, "layout_size": 2, "hologram": true}'
    (profile / "settings.json").write_bytes(newer)
    here = bench(profile=profile)
    assert here.application.state.layout_size == 4
    text = here.window.message_bar.text.text()
    assert "newer version" in text
    assert str(profile) in text
    here.application.preferences.attack_steps = 12
    assert here.window.close()
    assert (profile / "settings.json").read_bytes() == newer
    assert list(profile.glob("settings*")) == [profile / "settings.json"]


def test_a_note_of_a_newer_version_is_not_written_over(bench: Make, tmp_path: Path) -> None:
    here = bench(profile=tmp_path / "profile")
    notes = here.window.teaching.notes
    notes.folder.mkdir()
    newer = json.dumps({"version": 99, "text": "old", "drawing": [1, 2]})
    (notes.folder / f"{SHA}.json").write_text(newer)
    assert notes.read(SHA) == "old"
    assert not notes.write(SHA, "new")
    assert not notes.write(SHA, "")
    assert (notes.folder / f"{SHA}.json").read_text() == newer


@posix
def test_folders_and_files_are_their_owners_alone(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "home" / "profile"
    before = os.umask(0o022)
    try:
        here = bench(profile=profile)
        here.application.state.recent_kept = True
        a_session(here)
        QApplication.processEvents()
    finally:
        os.umask(before)
    found = {path: stat.S_IMODE(path.stat().st_mode) for path in [profile, *profile.rglob("*")]}
    kinds = {path.relative_to(profile).parts[0] for path in found if path != profile}
    assert kinds >= {"settings.json", "recent.json", "notes", "log", "crashes"}
    assert {path: mode for path, mode in found.items() if path.is_dir() and mode != 0o700} == {}
    assert {path: mode for path, mode in found.items() if path.is_file() and mode != 0o600} == {}


@posix
def test_what_an_earlier_version_left_open_is_closed(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    (profile / "notes").mkdir(parents=True)
    for path in (profile / "settings.json", profile / "notes" / f"{SHA}.json"):
        path.write_text('{"version": 1, "text": ""}')
        path.chmod(0o644)
    (profile / "notes").chmod(0o755)
    bench(profile=profile)
    assert stat.S_IMODE((profile / "settings.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((profile / "notes").stat().st_mode) == 0o700
    assert stat.S_IMODE((profile / "notes" / f"{SHA}.json").stat().st_mode) == 0o600


def test_the_folder_of_before_is_used_where_it_is_the_only_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, before = tmp_path / "now", tmp_path / "before"
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: now)
    monkeypatch.setattr("gui.runtime.profile._folder_before", lambda: before)
    assert profile_folder() == now
    before.mkdir()
    assert profile_folder() == before
    now.mkdir()
    assert profile_folder() == now
    assert profile_folder(tmp_path / "mine") == tmp_path / "mine"


def test_a_list_of_paths_that_cannot_be_deleted_is_no_silence(tmp_path: Path) -> None:
    (tmp_path / "recent.json").mkdir()
    with pytest.raises(ExportError):
        RecentFiles(tmp_path).clear()


def test_the_program_itself_ends_well_on_such_a_folder(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.write_text("mine")
    code = (
        "import sys; from PySide6.QtCore import QTimer; import gui.app as app\n"
        "opened = app.Application.open\n"
        "def and_close(self):\n"
        "    opened(self); QTimer.singleShot(0, self.window, self.window.close)\n"
        "app.Application.open = and_close\n"
        f"import main; sys.exit(main.main(['--profile-dir', {str(profile)!r}]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
