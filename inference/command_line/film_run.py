"""One command's films, one after another: read ahead, a failed one said, what is finished kept."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from inference.command_line.common import ENDING, FAILED, INTERRUPTED, OK, failure_line, say
from inference.core.errors import AnalysisError
from inference.core.types import Radiograph, Study
from inference.reading.read_ahead import read_ahead

LOGGER = logging.getLogger(__name__)


@dataclass(slots=True, eq=False, kw_only=True)
class FilmRun(ABC):
    """What `analyse`, `cohort` and `export` have in common; each says what it does with a film."""

    exit_code: int = OK

    @abstractmethod
    def film(self, path: Path, radiograph: Radiograph) -> None:
        """Take one film of a file. Raises AnalysisError."""

    def done(self, path: Path, number: int, files: int) -> None:  # noqa: B027  (not every command)
        """Every film of the file was taken; it is the `number`th of `files`."""

    def finish(self) -> None:  # noqa: B027  (not every command)
        """Write what was kept for the end; also after an interruption or an error."""

    def run(self, files: Sequence[Path]) -> int:
        """Take the films of all `files`, in order; returns the exit code.

        A file that fails has a line on standard error, and the others go on. An error that concerns
        every film, such as a damaged network, or an interruption ends the run.
        """
        try:
            for number, (path, study) in enumerate(read_ahead(files), 1):
                if self._took(path, study):
                    self.done(path, number, len(files))
        except KeyboardInterrupt:
            self.exit_code = INTERRUPTED
            say("Interrupted; what is finished is kept.")
        except AnalysisError as error:
            self.fail(str(error))
        self.finish()
        return self.exit_code

    def fail(self, line: str) -> None:
        """Say what failed; the exit code tells of it."""
        say(line)
        self.exit_code = max(self.exit_code, FAILED)

    def _took(self, path: Path, study: Future[Study]) -> bool:
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
        else:
            return True
        return False
