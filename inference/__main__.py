"""The command line: `python -m inference analyse | export | replay …`."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inference import __version__
from inference.core.attack_options import Option
from inference.core.attack_types import OPTIONS, AttackConfig
from inference.core.counterfactual_types import CounterfactualKind
from inference.core.explanation_types import QUICK_PARTS, ExplanationPart
from inference.core.languages import LANGUAGES, SOURCE
from inference.core.types import AttributionMethod
from inference.networks.bundle_options import add_bundle_options
from inference.reading.study_reader import shared_decoder

DEFAULTS = AttackConfig()
#: What `export` can write, and what it writes unless told otherwise.
KINDS = (
    "picture",
    "report",
    "dicom",
    "json",
    "csv",
    "gif",
    "apng",
    "mp4",
    "adversarial",
    "counterfactual",
)
DEFAULT_KINDS = ("picture", "report", "dicom", "json", "csv")
if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (0; 2 when a file or an option failed)."""
    options = _parser().parse_args(arguments)
    shared_decoder.start()  # starts while torch loads
    return _command(options.command)(options)  # torch loads after the options are known good


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    from inference.command_line import analyse as command_line
    from inference.command_line import cohort as cohort_command
    from inference.command_line import export as export_command

    return {
        "analyse": command_line.analyse,
        "cohort": cohort_command.run_cohort,
        "export": export_command.export,
        "replay": export_command.replay_record,
    }[name]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m inference",
        description="Explain chest radiographs without a window. Not for diagnostic use.",
    )
    parser.add_argument("--version", action="version", version=f"Setsudo {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    analyse = commands.add_parser(
        "analyse",
        help="classify, segment, attack and attribute films",
        description="Exit code 0 when every film was analysed, else 2 with a line per failed one; "
        "the others are analysed all the same, and only they are in the JSON list.",
        epilog="Not for diagnostic use.",
    )
    _add_outputs(analyse)
    _add_counterfactual(analyse)
    _add_attack(analyse)
    _add_export(commands)
    _add_replay(commands)
    _add_cohort(commands)
    return parser


def _add_export(commands: _Commands) -> None:
    parser = commands.add_parser(
        "export",
        help="analyse films and write reports, DICOM objects, numbers, animations",
        description="Prints the name of every file written. Names nobody unless told to.",
        epilog="Not for diagnostic use.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a film, or a folder of films")
    parser.add_argument("--out", metavar="DIR", required=True, help="the folder to write into")
    parser.add_argument(
        "--kinds",
        metavar="KIND[,KIND]",
        type=_kinds,
        default=DEFAULT_KINDS,
        help=f"some of {', '.join(KINDS)}; default {','.join(DEFAULT_KINDS)}",
    )
    parser.add_argument("--language", choices=tuple(LANGUAGES), default=SOURCE, help="of the words")
    parser.add_argument(
        "--amplitude", type=float, default=1.0, help="of the perturbation that is shown; default 1"
    )
    parser.add_argument("--frames", type=int, default=31, help="of an animation; default 31")
    parser.add_argument(
        "--include-patient",
        action="store_true",
        help="name the patient: whoever receives the files can read name, number and dates",
    )
    parser.add_argument("--finding", metavar="NAME", help="attack this finding, not the likelier")
    _add_explain(parser)
    _add_counterfactual(parser)
    add_bundle_options(parser)
    parser.add_argument("--device", default="auto", help="auto (default), cuda, mps or cpu")
    _add_attack(parser)


def _add_replay(commands: _Commands) -> None:
    parser = commands.add_parser(
        "replay",
        help="repeat a recorded attack and compare its perturbation",
        description="Exit code 0 when the perturbation is the recorded one bit for bit, 1 when it "
        "is another, 2 when it can't be repeated.",
        epilog="Not for diagnostic use.",
    )
    parser.add_argument("record", metavar="RECORD.json", type=Path, help="an exported record")
    parser.add_argument("file", metavar="FILE", type=Path, help="the film that it is of")
    add_bundle_options(parser)
    parser.add_argument("--device", default="auto", help="auto (default), cuda, mps or cpu")


def _add_cohort(commands: _Commands) -> None:
    parser = commands.add_parser(
        "cohort",
        help="attack many films and say what they show together, with intervals",
        description="Accuracy (with labels), flip rate, smallest epsilon, regions and agreement, "
        "each with its 95 %% interval over patients. Exit code 0 when every film was analysed, "
        "else 2 with a line per failed one.",
        epilog="Not for diagnostic use.",
    )
    parser.add_argument("files", nargs="+", metavar="DIR", help="folders of films, or films")
    parser.add_argument("--finding", metavar="NAME", help="attack this finding, not the likelier")
    parser.add_argument(
        "--labels", metavar="CSV", type=Path, help="a table: file, and yes or no for each finding"
    )
    parser.add_argument("--csv", metavar="OUT", type=Path, help="write a row per film")
    parser.add_argument("--json", metavar="OUT", type=Path, help="write what the films say")
    parser.add_argument(
        "--figure", metavar="OUT.png", type=Path, help="draw the mean sign and the regions"
    )
    parser.add_argument(
        "--examples",
        metavar="OUT.png",
        type=Path,
        help="draw a row per film: perturbation, Grad-CAM, Guided Backpropagation, translation",
    )
    _add_attack(parser)
    add_bundle_options(parser)
    parser.add_argument("--device", default="auto", help="auto (default), cuda, mps or cpu")


def _kinds(text: str) -> tuple[str, ...]:
    """Names of export kinds, separated by commas; each once, in order."""
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",")))
    for name in names:
        if name not in KINDS:
            raise argparse.ArgumentTypeError(f"“{name}” is none of: {', '.join(KINDS)}")
    return names


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="a film, or a folder of films")
    parser.add_argument("--finding", metavar="NAME", help="attack this finding, not the likelier")
    parser.add_argument("--no-attack", action="store_true", help="classify and segment only")
    parser.add_argument("--json", metavar="OUT", help="write the results; - for standard output")
    parser.add_argument(
        "--attributions",
        metavar="NAME[,NAME]",
        type=_methods,
        default=(),
        help=f"list these maps in the JSON, in numbers: {', '.join(AttributionMethod)}",
    )
    _add_explain(parser)
    parser.add_argument("--masks", metavar="DIR", type=Path, help="write lung and heart masks")
    parser.add_argument("--figure", metavar="OUT.png", type=Path, help="write a page of pictures")
    add_bundle_options(parser)
    parser.add_argument("--device", default="auto", help="auto (default), cuda, mps or cpu")


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--explain",
        metavar="PART[,PART]",
        nargs="?",
        const=QUICK_PARTS,
        type=_parts,
        default=(),
        help="measure the perturbation, for the JSON: all (quick) parts, or some of: "
        + ", ".join(ExplanationPart),
    )


def _add_counterfactual(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--counterfactual",
        metavar="KIND[,KIND]",
        type=_changes,
        default=(),
        help="search for films that would turn each answer: all kinds, or some of: "
        + ", ".join(CounterfactualKind),
    )


def _add_attack(parser: argparse.ArgumentParser) -> None:
    """An option of the command line for every one of `AttackConfig`."""
    attack = parser.add_argument_group("attack")
    for name, option in OPTIONS.items():
        flag, default = "--" + name.replace("_", "-"), getattr(DEFAULTS, name)
        if isinstance(default, bool):
            attack.add_argument(flag, action="store_true", help=option.help)
            continue
        choices = [each for each in option.choices if each not in option.hidden]
        attack.add_argument(
            flag, type=_type(option), choices=choices or None, default=default, help=option.help
        )


def _type(option: Option) -> Callable[[str], object]:
    """What makes a value of the words given for it."""
    if option.choices:
        return type(option.choices[0])
    return int if option.whole else _fraction


def _parts(text: str) -> tuple[ExplanationPart, ...]:
    """Names of explanation parts, separated by commas; each once."""
    names = dict.fromkeys(name.strip() for name in text.split(","))
    unknown = [name for name in names if name not in list(ExplanationPart)]
    if unknown:
        known = ", ".join(ExplanationPart)
        raise argparse.ArgumentTypeError(f"“{unknown[0]}” is none of: {known}")
    return tuple(ExplanationPart(name) for name in names)


def _changes(text: str) -> tuple[CounterfactualKind, ...]:
    """Names of kinds of counterfactual, separated by commas, each once; or all of them."""
    if text == "all":
        return tuple(CounterfactualKind)
    names = dict.fromkeys(name.strip() for name in text.split(","))
    unknown = [name for name in names if name not in list(CounterfactualKind)]
    if unknown:
        known = ", ".join(CounterfactualKind)
        raise argparse.ArgumentTypeError(f"“{unknown[0]}” is none of: all, {known}")
    return tuple(CounterfactualKind(name) for name in names)


def _methods(text: str) -> tuple[AttributionMethod, ...]:
    """Names of attribution methods, separated by commas; each once, in order."""
    names = dict.fromkeys(name.strip() for name in text.split(","))
    unknown = [name for name in names if name not in list(AttributionMethod)]
    if unknown:
        known = ", ".join(AttributionMethod)
        raise argparse.ArgumentTypeError(f"“{unknown[0]}” is none of: {known}")
    return tuple(AttributionMethod(name) for name in names)


def _fraction(text: str) -> float:
    """A number, or a fraction such as 8/255."""
    numerator, _, denominator = text.partition("/")
    try:
        return float(numerator) / float(denominator or 1)
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(f"“{text}” is no number") from None


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
