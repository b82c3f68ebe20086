"""How far a run is: a bar on a terminal, a line now and then elsewhere, a list at the end."""

from __future__ import annotations

import io
import sys
import threading
from pathlib import Path

import pytest

from inference.command_line.telling import Telling, list_written, show_table

PATIENCE_S = 30.0


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Pipe(io.StringIO):
    """Tells of its first line."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = threading.Event()

    def write(self, text: str) -> int:
        count = super().write(text)
        if "\n" in text:
            self.heard.set()
        return count


def test_elsewhere_than_on_a_terminal_nothing_is_said_before_30_seconds() -> None:
    pipe = Pipe()
    with Telling(3, pipe) as telling:
        telling.at(Path("one.png"))
        telling.done()
    assert pipe.getvalue() == ""


def test_a_line_is_said_whenever_the_time_has_passed() -> None:
    pipe = Pipe()
    with Telling(3, pipe, every_s=0.001) as telling:
        telling.done()
        telling.at(Path("folder/two.png"))
        pipe.heard.clear()
        assert pipe.heard.wait(PATIENCE_S)
    assert "1 of 3 files done in 0:0" in pipe.getvalue()
    assert pipe.getvalue().splitlines()[-1].endswith(", now two.png")
    assert "\x1b" not in pipe.getvalue()


def test_on_a_terminal_a_bar_counts_and_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    with Telling(3, terminal) as telling:
        telling.at(Path("[red]one.png"))
        telling.done()
    shown = terminal.getvalue()
    assert "1/3" in shown
    assert "[red]one.png" in shown
    assert shown.rstrip().endswith("\x1b[2K")


def test_a_run_that_fails_leaves_no_line_behind() -> None:
    pipe = Pipe()
    with pytest.raises(KeyboardInterrupt), Telling(3, pipe):
        raise KeyboardInterrupt
    assert [each for each in threading.enumerate() if each.name == "telling"] == []


def test_figures_are_lines_for_a_script(capsys: pytest.CaptureFixture[str]) -> None:
    show_table("one.png", [("cardiomegaly", "0.9912, positive"), ("ratio", "0.512")])
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["one.png", "  cardiomegaly: 0.9912, positive", "  ratio: 0.512"]


def test_figures_are_a_table_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    show_table("[bold]one.png", [("cardiomegaly", "0.9912, [red]"), ("ratio", "0.512")])
    shown = terminal.getvalue()
    assert "[bold]one.png" in shown
    assert "0.9912, [red]" in shown
    assert "│" in shown


def test_what_was_written_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    list_written([Path("a.json"), Path("b.png")])
    assert capsys.readouterr().out.splitlines() == ["written: a.json", "written: b.png"]
