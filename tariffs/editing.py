"""Changes of a draft, cell by cell, with undo: what a grid on a screen needs. A table itself never changes.

Rows and zones are counted from 0. A change that would leave the grid unsound for a moment is allowed; `check` tells.
Raises EditError where there is no such row or zone, or the version is no draft any more.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from tariffs.money import decimals
from tariffs.problems import Text, both
from tariffs.rounding import round_to
from tariffs.schema import Band, Cell, Table
from tariffs.sheets.cells import number_text
from tariffs.versions import editable


class EditError(ValueError):
    """A change that cannot be made; message and advice keyed by language."""

    def __init__(self, code: str, message: Text, advice: Text) -> None:
        super().__init__(f"{code}: {message['en']}")
        self.code = code
        self.message = message
        self.advice = advice


@dataclass(frozen=True, slots=True)
class History:
    """A draft with what came before and what was undone. Every change makes a new history."""

    table: Table
    past: tuple[Table, ...] = ()
    undone: tuple[Table, ...] = ()

    def changed(self, table: Table) -> "History":
        """After a change: a checked table is a draft again. An equal table is no change."""
        if table == self.table:
            return self
        _editable(self.table)
        return History(replace(table, status="draft", approved_by=""), (*self.past, self.table))

    def undo(self) -> "History":
        """Before the last change; the same where there is none."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (*self.undone, self.table))

    def redo(self) -> "History":
        """The change that was undone last, again."""
        if not self.undone:
            return self
        return History(self.undone[-1], (*self.past, self.table), self.undone[:-1])


def parse_cell(text: str, currency: str) -> Cell:
    """A price as a person types it into the grid: 7.50, n/a; finer than a minor unit is taken exactly.

    Raises EditError: no number, below zero.
    """
    if text.strip().casefold() == "n/a":
        return None
    number = number_text(text)
    if number is None or number.startswith("-"):
        raise EditError(
            "wrong-cell",
            both(f"{text!r} 不是价格", f"{text!r} is no price"),
            both("请写 7.50，不办理写 n/a", "Write an amount such as 7.50, or n/a"),
        )
    exact = Fraction(number) * 10 ** decimals(currency)
    return int(exact) if exact.denominator == 1 else exact


def with_cell(table: Table, row: int, part: str, zone: int, value: Cell) -> Table:
    """The table with one price of a row changed; `part` is price or step."""
    band = _row(table, row)
    cells = list(band.price if part == "price" else band.step)
    if not 0 <= zone < len(cells):
        raise _missing("zone", zone)
    cells[zone] = value
    changed = replace(band, price=tuple(cells)) if part == "price" else replace(band, step=tuple(cells))
    return with_row(table, row, changed)


def with_row(table: Table, row: int, band: Band) -> Table:
    """The table with a row changed: its ceiling, first weight, step."""
    _row(table, row)
    return replace(table, bands=(*table.bands[:row], band, *table.bands[row + 1 :]))


def with_new_row(table: Table, row: int, band: Band | None = None) -> Table:
    """The table with a row put in front of the given one (or at the end): a copy of its neighbour unless given."""
    if not 0 <= row <= len(table.bands):
        raise _missing("row", row)
    empty = Band(None, (0,) * len(table.zones.names))
    new = band or (table.bands[min(row, len(table.bands) - 1)] if table.bands else empty)
    return replace(table, bands=(*table.bands[:row], new, *table.bands[row:]))


def without_row(table: Table, row: int) -> Table:
    """The table without a row."""
    _row(table, row)
    return replace(table, bands=(*table.bands[:row], *table.bands[row + 1 :]))


def raised(table: Table, percent: Fraction, unit: int = 1) -> Table:
    """The table with every price of the grid changed by a percentage, each rounded half up to `unit` minor units."""

    def changed(cell: Cell) -> Cell:
        return None if cell is None else round_to(cell * (1 + percent / 100), unit)

    def all_changed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(changed(cell) for cell in cells)

    bands = (replace(band, price=all_changed(band.price), step=all_changed(band.step)) for band in table.bands)
    return replace(table, bands=tuple(bands))


def _row(table: Table, row: int) -> Band:
    if not 0 <= row < len(table.bands):
        raise _missing("row", row)
    return table.bands[row]


def _missing(what: str, number: int) -> EditError:
    named = {"row": "行", "zone": "区"}[what]
    return EditError(
        f"no-{what}",
        both(f"没有第 {number + 1} {named}", f"There is no {what} {number + 1}"),
        both("请重新选择", "Choose again"),
    )


def _editable(table: Table) -> None:
    if not editable(table):
        raise EditError(
            "not-a-draft",
            both(f"{table.id} 状态为 {table.status}，不能修改", f"{table.id} is {table.status} and cannot be changed"),
            both("请另建草稿", "Make a new draft of it"),
        )
