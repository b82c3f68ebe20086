"""What the commands of the command line share: options to values, words to the person."""

from __future__ import annotations

import argparse
import io
import sys

from inference.core.attack_types import OPTIONS, AttackConfig
from inference.core.counterfactual_types import CounterfactualRequest
from inference.core.errors import AnalysisError, OptionError
from inference.core.types import Task
from inference.networks.models import ModelLibrary

OK, FAILED, INTERRUPTED = 0, 2, 130
#: Errors that concern every film, not one.
ENDING = ("model_missing", "model_damaged", "write_failed", "unknown_finding", "bad_attack_option")


def library_of(options: argparse.Namespace) -> ModelLibrary:
    """The bundles that `options` name."""
    return ModelLibrary(options.models, options.bundle)


def attack_config(options: argparse.Namespace) -> AttackConfig:
    """The attack that `options` describe; not yet validated."""
    given = {name: getattr(options, name) for name in OPTIONS}
    left_open = {
        name for name, option in OPTIONS.items() if option.zero_is_none and not given[name]
    }
    return AttackConfig(options.finding, **(given | dict.fromkeys(left_open)))


def counterfactual_request(
    options: argparse.Namespace, *, curve: bool = False
) -> CounterfactualRequest | None:
    """Which counterfactuals `options` ask for; None: none."""
    if not options.counterfactual:
        return None
    findings = () if options.finding is None else (options.finding,)
    return CounterfactualRequest(options.counterfactual, findings, curve=curve)


def check_finding(library: ModelLibrary, finding: str | None) -> None:
    """Raise OptionError "unknown_finding" unless a standard network is for `finding`, or None."""
    classifiers = [card for card in library.cards() if card.task is Task.CLASSIFIER]
    known = [card.finding for card in classifiers if card.variant == "standard"]
    if finding is not None and finding not in known:
        raise OptionError("unknown_finding", name=finding, known=", ".join(known))


def failure_line(name: str, error: AnalysisError) -> str:
    """What failed, with what to do."""
    return f"{name}: {error.message} {error.hint}"


def say(line: str) -> None:
    """One line on standard error."""
    print(" ".join(line.splitlines()), file=sys.stderr, flush=True)


def show_any_character() -> None:
    """Let no file name's characters fail on a console that lacks them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
