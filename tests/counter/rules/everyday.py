"""Everyday descriptions of contents, and how well the rules recognise them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from counter.rules.book import RuleBook
from counter.rules.checklist import Raised


@dataclass(frozen=True)
class Everyday:
    """One description, its route, and the rules expected of it; blocked are those that must refuse it."""

    contents: str
    route: str
    expected: frozenset[str]
    blocked: frozenset[str]

    @cached_property
    def raised(self) -> tuple[Raised, ...]:
        """What the book raises for it."""
        abroad, air = self.route in "aA", self.route in "DA"
        return RuleBook.shipped().checklist(self.contents, letter=False, abroad=abroad, air=air).raised

    @property
    def missed(self) -> frozenset[str]:
        """Expected rules that were not raised, or only asked where they must refuse."""
        found = {r.code for r in self.raised}
        refusing = {r.code for r in self.raised if r.severity == "block"}
        return (self.expected - found) | (self.blocked - refusing)

    @property
    def false_alarms(self) -> frozenset[str]:
        """Rules raised that nothing in the description calls for, and refusals of what should be asked."""
        refusing = {r.code for r in self.raised if r.severity == "block"}
        found = frozenset(r.code for r in self.raised)
        return (found - self.expected) | (refusing - self.blocked)


def everyday() -> Iterator[Everyday]:
    """Yield every description of everyday.csv."""
    lines = (Path(__file__).parent / "everyday.csv").read_text("utf-8").splitlines()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        codes = [] if row["expected"] == "-" else row["expected"].split()
        plain = frozenset(code.rstrip("!") for code in codes)
        blocked = frozenset(code[:-1] for code in codes if code.endswith("!"))
        yield Everyday(row["contents"], row["route"], plain, blocked)
