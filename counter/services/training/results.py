"""The results of practice: who, when, which case, how well, how long; kept apart from the practice office's data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Result:
    """One run of a case. `at` is an ISO time, `score` 0 to 100, `seconds` how long it took.

    `missed` are the numbers of the goals, from 1, that were not reached, `faults` those of the faults that happened.
    """

    staff_id: str
    name: str
    at: str
    case: str
    score: int
    seconds: int
    hints: int
    missed: tuple[int, ...] = ()
    faults: tuple[int, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was reached and nothing went wrong."""
        return not self.missed and not self.faults


class Results(Protocol):
    """Where results are kept across runs."""

    def keep(self, one: Result) -> None: ...
    def all(self) -> Sequence[Result]: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """How a person stands in one case: how often tried, how often passed, the best and the last score."""

    name: str
    case: str
    tried: int
    passed: int
    best: int
    last: int


def standings(results: Sequence[Result]) -> list[Standing]:
    """Each person's standing in each case that they tried, by name and in the order of the first try."""
    grouped: dict[tuple[str, str], list[Result]] = {}
    for one in results:
        grouped.setdefault((one.staff_id, one.case), []).append(one)
    rows = [
        Standing(
            runs[-1].name, case, len(runs), sum(r.passed for r in runs), max(r.score for r in runs), runs[-1].score
        )
        for (_, case), runs in grouped.items()
    ]
    return sorted(rows, key=lambda row: row.name)
