"""results.jsonl: what came of each practice run, one JSON line a run, only ever appended to."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from counter.errors import StorageTrouble
from counter.services.training.results import Result

FILE_NAME = "results.jsonl"


class ResultsFile:
    """The results of a home's practice office; they outlive its data, which begin anew with each start."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    def keep(self, one: Result) -> None:
        """Append a result. StorageTrouble results-unwritable when it can't be."""
        line = json.dumps(asdict(one), ensure_ascii=False, separators=(",", ":")) + "\n"
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, _after_torn_line(self.path) + line.encode())
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StorageTrouble(
                "results-unwritable",
                "The result of the practice cannot be written to {file}.",
                "Note the score by hand, and have the folder mended.",
                file=str(self.path),
            ) from error

    def all(self) -> Sequence[Result]:
        """All results, oldest first; a line that a power cut tore is left out."""
        if not self.path.exists():
            return []
        lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        return [one for line in lines if (one := _read(line)) is not None]


def _after_torn_line(path: Path) -> bytes:
    content = path.read_bytes()
    return b"\n" if content and not content.endswith(b"\n") else b""


def _read(line: str) -> Result | None:
    try:
        raw = json.loads(line)
        return Result(**raw | {"missed": tuple(raw["missed"]), "faults": tuple(raw["faults"])})
    except (ValueError, TypeError, KeyError):
        return None
