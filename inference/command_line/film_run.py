"""One command's films, one after another: read ahead, a failed one said, what is finished kept."""

from __future__ import annotations

import logging
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from inference.command_line.common import ENDING, FAILED, INTERRUPTED, OK, failure_line, say
from inference.command_line.telling import Telling, list_written
from inference.core.errors import AnalysisError
from inference.core.types import Radiograph, Study
from inference.reading.read_ahead import read_ahead

LOGGER = logging.getLogger(__name__)


@dataclass(slots=True, eq=False, kw_only=True)
class FilmRun(ABC):
    """What `analyse`, `cohort` and `export` have in common; each says what it does with a film."""

    exit_code: int = OK
    written: list[Path] = field(default_factory=list)  # for the list at the end
    lists_on_stdout: bool = True  # False where results go there

    @abstractmethod
    def film(self, path: Path, radiograph: Radiograph) -> None:
        """Take one film of a file. Raises AnalysisError."""

    def finish(self) -> None:  # noqa: B027  (not every command)
        """Write what was kept for the end; also after an interruption or an error."""

    def run(self, files: Sequence[Path]) -> int:
        """Take the films of all `files`, in order; returns the exit code.

        A file that fails has a line on standard error, and the others go on. An error that concerns
        every film, such as a damaged network, or an interruption ends the run.
        """
        try:
            with Telling(len(files)) as telling:
                for path, study in read_ahead(files):
                    telling.at(path)
                    self._take(path, study)
                    telling.done()
        except KeyboardInterrupt:
            self.exit_code = INTERRUPTED
            say("Interrupted; what is finished is kept.")
        except AnalysisError as error:
            self.fail(str(error))
        self.finish()
        list_written(self.written, sys.stdout if self.lists_on_stdout else sys.stderr)
        return self.exit_code

    def fail(self, line: str) -> None:
        """Say what failed; the exit code tells of it."""
        say(line)
        self.exit_code = max(self.exit_code, FAILED)

    def _take(self, path: Path, study: Future[Study]) -> None:
        try:
            for radiograph in study.result().radiographs:
                self.film(path, radiograph)
        except AnalysisError as error:
            if error.code in ENDING:
                raise
            self.fail(failure_line(str(path), error))
        except Exception as error:
            LOGGER.debug("analysis failed", exc_info=True)
            reason = AnalysisError("internal", reason=type(error).__name__).message
            self.fail(f"{path}: {reason}")
