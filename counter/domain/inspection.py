"""The outcome of inspecting an item's contents (收寄验视)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LookAnswer:
    """One look of the checklist: what was asked, and whether something was found."""

    code: str
    found: bool


@dataclass(frozen=True, slots=True)
class Inspection:
    """Who inspected, when, how, and with what result; `result` is passed, refused or asked-to-open.

    Law: a price is not committed before the inspection passed, letters apart (Postal Law of China, article 25).
    """

    result: str
    inspector: str
    at: str
    method: str = "visual"
    mark: str = ""
    answers: tuple[LookAnswer, ...] = field(default_factory=tuple)
    note: str = ""

    @property
    def passed(self) -> bool:
        """Whether the item may be accepted."""
        return self.result == "passed"
