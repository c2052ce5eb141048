"""Two versions side by side: the cells that changed, by how much and percent, and everything else that differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tariffs.document import write_table
from tariffs.grid import cell_text
from tariffs.schema import Band, Cell, Table
from tariffs.weights import format_grams


@dataclass(frozen=True, slots=True)
class CellChange:
    """A price of the grid that changed. None stands for "not available" or a cell that is not there."""

    row: str
    part: str
    zone: str
    before: Cell
    after: Cell

    @property
    def difference(self) -> int | Fraction | None:
        """Minor units more (or less); None where one side has no price."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def percent(self) -> Fraction | None:
        """By how many percent; None where that says nothing."""
        return None if not self.before or self.after is None else Fraction(self.after - self.before) * 100 / self.before

    def text(self, currency: str) -> str:
        """The change in one line: row, zone, before, after, percent."""
        percent = "" if self.percent is None else f" ({percent_text(self.percent)})"
        before, after = cell_text(self.before, currency), cell_text(self.after, currency)
        return f"{self.row} {self.part} [{self.zone}] {before} -> {after}{percent}"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """Another value of the table that changed, by its dotted key; "" where it is not there."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two versions."""

    cells: tuple[CellChange, ...]
    keys: tuple[KeyChange, ...]

    def __bool__(self) -> bool:
        return bool(self.cells or self.keys)


def diff(before: Table, after: Table) -> Difference:
    """Compare two versions. Rows of the grid meet by their ceiling, columns by the name of the zone."""
    return Difference(tuple(_cells(before, after)), tuple(_keys(before, after)))


def percent_text(percent: Fraction) -> str:
    """A percentage with its sign and one decimal: +12.5 %."""
    tenths = round(percent * 10)
    sign = "+" if tenths > 0 else "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10} %"


def row_name(band: Band) -> str:
    """How a row of the grid is called: its ceiling."""
    return "..." if band.upto_g is None else f"<= {format_grams(band.upto_g)}"


def _cells(before: Table, after: Table) -> Iterator[CellChange]:
    old, new = _prices(before), _prices(after)
    for key in [*old, *(key for key in new if key not in old)]:
        was, now = old.get(key), new.get(key)
        if was != now or (key in old) != (key in new):
            yield CellChange(*key, was, now)


def _prices(table: Table) -> Mapping[tuple[str, str, str], Cell]:
    return {
        (row_name(band), part, zone): cell
        for band in table.bands
        for part, cells in (("price", band.price), ("step", band.step))
        for zone, cell in zip(table.zones.names, cells, strict=False)
    }


def _keys(before: Table, after: Table) -> Iterator[KeyChange]:
    old, new = dict(_flat("", _without_prices(before))), dict(_flat("", _without_prices(after)))
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            yield KeyChange(key, old.get(key, ""), new.get(key, ""))


def _without_prices(table: Table) -> dict[str, object]:
    document = write_table(table)
    bands = document.pop("bands", [])
    assert isinstance(bands, list)
    document["bands"] = {
        row_name(band): {key: value for key, value in written.items() if key not in ("price", "step")}
        for band, written in zip(table.bands, bands, strict=True)
    }
    return document


def _flat(key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _flat(f"{key}.{name}".lstrip("."), each)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, each in enumerate(value, 1):
            yield from _flat(f"{key}[{each.get('code') or number}]", each)
    else:
        yield key, str(value)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row of the heat view: for each zone the new price, and a level from -3 (much less) to 3 (much more)."""

    row: str
    part: str
    texts: tuple[str, ...]
    levels: tuple[int, ...]


def heat(before: Table, after: Table) -> tuple[HeatRow, ...]:
    """The grid of the later version with how much each cell changed, for a terminal to colour.

    Levels: 0 unchanged, 1 up to 5 %, 2 up to 20 %, 3 more or newly priced; negative for cheaper.
    """
    changes = {(change.row, change.part, change.zone): change for change in diff(before, after).cells}
    return tuple(
        HeatRow(
            row_name(band),
            part,
            tuple(cell_text(cell, after.currency) for cell in cells),
            tuple(_level(changes.get((row_name(band), part, zone))) for zone in after.zones.names),
        )
        for band in after.bands
        for part, cells in (("price", band.price), ("step", band.step))
        if cells
    )


def _level(change: CellChange | None) -> int:
    return 0 if change is None else level(change.before, change.after)


def level(before: Cell, after: Cell) -> int:
    """How much a price changed, from -3 to 3 as `heat` has it."""
    if before == after:
        return 0
    if not before or after is None:
        return 3
    percent = Fraction(after - before) * 100 / before
    size = 1 if abs(percent) <= 5 else 2 if abs(percent) <= 20 else 3
    return size if percent > 0 else -size
