"""How much each cell of a page differs from the same cell of another version."""

from fractions import Fraction

from tariffs.diff import level
from tariffs.pages.showing import Page
from tariffs.sheets.cells import number_text

OTHER = 4
"""The level of a cell that changed and is no number, or that only one of the versions has."""


def levels(page: Page, base: Page) -> tuple[tuple[int, ...], ...]:
    """For each cell of the page a level as tariffs.diff.heat has it, or OTHER; rows meet by key, columns by head."""
    before = {
        (row.key, head["en"]): text for row in base.rows for head, text in zip(base.heads, row.texts, strict=True)
    }
    return tuple(
        tuple(_level(before.get((row.key, head["en"])), text) for head, text in zip(page.heads, row.texts, strict=True))
        for row in page.rows
    )


def _level(before: str | None, after: str) -> int:
    if before == after:
        return 0
    old, new = number_text(before or ""), number_text(after)
    return OTHER if old is None or new is None else level(Fraction(old), Fraction(new))
