"""What stands on each page of a table: prices, zones, fees, discounts, limits, and everything else by its key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tariffs.diff import row_name
from tariffs.grid import cell_text
from tariffs.pages.entering import BANDS, FIXED
from tariffs.pages.labels import label
from tariffs.pages.zoning import destinations, origins, zone_of
from tariffs.problems import Text, both
from tariffs.regions import by_code
from tariffs.schema import Band, Table
from tariffs.sheets.layout import KEYS, RECORDS
from tariffs.sheets.writing import Rows, sheets

_FURTHER, _EACH = both("续重", "each further"), both("每计", "each")
_COMMON = {
    "fees": ("kind", "amount", "percent", "minimum", "maximum", "value_step", "step_g", "max_declared"),
    "discounts": ("multiplier", "scope", "single"),
}
"""Columns that come first: what changes when a fee changes."""
_UNSAID = {"kind": "flat", "scope": "postage", "single": "yes", "selectable": "yes", "phase": "acceptance",
           "payer": "sender"}  # fmt: skip
"""What holds where a record says nothing."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row: what it is called, how it is known in another version, and its cells; a place "" cannot be changed."""

    label: Text
    key: str
    places: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name (prices, zones, fees, discounts, limits, table), its columns, its rows."""

    name: str
    title: Text
    heads: tuple[Text, ...]
    rows: tuple[PageRow, ...]


def pages(table: Table) -> tuple[Page, ...]:
    """Every page of a table, in the order in which people change them."""
    book = sheets(table)
    return (
        _prices(table),
        _zones(table),
        _records("fees", "fees", both("附加服务", "Fees"), book),
        _records("discounts", "discounts", both("优惠", "Discounts"), book),
        _records("limits", "formats", both("规格", "Limits"), book),
        _keys(book),
    )


def _prices(table: Table) -> Page:
    names = table.zones.names
    heads = [_zone_name(table, name) for name in names] + [label(key) for key in BANDS]
    rows = [row for number, band in enumerate(table.bands, 1) for row in _band(table, number, band)]
    return Page("prices", both("价格", "Prices"), tuple(heads), tuple(rows))


def _zone_name(table: Table, name: str) -> Text:
    return table.zones.labels.get(name) or both(name, name)


def _band(table: Table, number: int, band: Band) -> Iterator[PageRow]:
    name = row_name(band)
    upto = "open" if band.upto_g is None else str(band.upto_g)
    widths = (upto, str(band.first_g or ""), str(band.step_g or ""), "yes" if band.carry else "no")
    shown = tuple(f"bands[{number}].{key}" for key in BANDS)
    for part, cells in (("price", band.price), ("step", band.step)):
        if cells:
            places = tuple(f"bands[{number}].{part}[{column}]" for column in range(1, len(cells) + 1))
            word = both("", "") if part == "price" else _FURTHER if band.price or band.carry else _EACH
            called = {language: f"{name} {word[language]}".strip() for language in word}
            texts = tuple(cell_text(cell, table.currency) for cell in cells)
            yield PageRow(called, f"{name} {part}", places + shown, texts + widths)


def _zones(table: Table) -> Page:
    title = both("计费区", "Zones")
    places = destinations(table)
    if table.zones.by == "route":
        rows = [_route(table, origin, places) for origin in origins(table)]
        return Page("zones", title, tuple(_short(code) for code in places), tuple(rows))
    if table.zones.by == "destination":
        return Page("zones", title, (label("zone"),), tuple(_destination(table, code) for code in places))
    return Page("zones", title, (), ())


def _route(table: Table, origin: str, places: Sequence[str]) -> PageRow:
    return PageRow(
        _place(origin),
        origin,
        tuple(f"zones.routes[{origin}][{place}]" for place in places),
        tuple(zone_of(table, origin, place) for place in places),
    )


def _destination(table: Table, place: str) -> PageRow:
    texts = (zone_of(table, None, place),)
    return PageRow(_place(place), place, (f"zones.destinations[{place}]",), texts)


def _place(code: str) -> Text:
    found = by_code(code)
    return both(f"{found.short_zh} {code}", f"{code} {found.en}") if found else both(code, code)


def _short(code: str) -> Text:
    found = by_code(code)
    return both(found.short_zh if found else code, code.rpartition("-")[2])


def _records(page: str, sheet: str, title: Text, book: Mapping[str, Rows]) -> Page:
    head, *rows = book.get(sheet) or [list(RECORDS[sheet])]
    first = _COMMON.get(sheet, ())
    keys = [*first, *(key for key in map(str, head) if key not in first)]
    shown = [
        {
            key: _UNSAID.get(key, "") if cell is None else str(cell)
            for key, cell in zip(map(str, head), row, strict=True)
        }
        for row in rows
    ]
    made = [_record(sheet, number, keys, each) for number, each in enumerate(shown, 1)]
    return Page(page, title, tuple(label(key) for key in keys), tuple(made))


def _record(sheet: str, number: int, keys: Sequence[str], values: Mapping[str, str]) -> PageRow:
    key = values.get("code") or values.get("option") or str(number)
    called = both(values.get("name.zh") or key, values.get("name.en") or key)
    places = tuple(f"{sheet}[{number}].{each}" for each in keys)
    return PageRow(called, key, places, tuple(values[each] for each in keys))


def _keys(book: Mapping[str, Rows]) -> Page:
    values = {str(row[0]): str(row[1]) for row in book["table"][1:]}
    rows = [PageRow(both(key, key), key, ("" if key in FIXED else key,), (values.get(key, ""),)) for key in KEYS]
    return Page("table", both("其他", "The rest"), (label("value"),), tuple(rows))
