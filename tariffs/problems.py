"""What is wrong with a table: where, what, and what to do about it, in both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Text = Mapping[str, str]
"""A text keyed by language: zh, en."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a table. `severity` is error (the table cannot be used) or warning (look at it)."""

    place: str
    code: str
    message: Text
    advice: Text
    severity: str = "error"

    def line(self, language: str = "en") -> str:
        """The problem in one line: place, message, advice."""
        return f"{self.place}: {self.message[language]} — {self.advice[language]}"


class TariffError(ValueError):
    """A table that cannot be used: all its problems, each with its place and its advice."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{source}: {problem.line()}" for problem in self.problems))


def both(zh: str, en: str) -> Text:
    """A text in both languages."""
    return {"zh": zh, "en": en}


def warning(place: str, code: str, message: Text, advice: Text) -> Problem:
    """A problem that does not stop a table: someone should look at it."""
    return Problem(place, code, message, advice, "warning")
