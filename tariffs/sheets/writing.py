"""A table laid out as sheets of cells."""

from collections.abc import Iterator, Mapping

from tariffs.document import write_table
from tariffs.schema import Table
from tariffs.sheets.cells import MONEY, Cell, Kind
from tariffs.sheets.layout import FREE_KEYS, GRID, KEYS, NOTES, RECORDS, ZONES

Rows = list[list[Cell]]

_LEFT_OUT = ("status", "approved_by", "bands", "fees", "discounts", "formats", NOTES)
"""Approval never travels in a sheet: what is imported is a draft."""


def sheets(table: Table) -> dict[str, Rows]:
    """All sheets of a table, each with its header row, in the order of the layout."""
    document = write_table(table)
    book: dict[str, Rows] = {"table": [["key", "value"], *_keys(table, document)]}
    if table.bands:
        book["grid"] = _grid(table, document)
    rows = list(_zones(document))
    if rows:
        book["zones"] = [list(ZONES), *rows]
    for name, columns in RECORDS.items():
        records = document.get(name)
        if isinstance(records, list):
            book[name] = [list(columns), *[_record(each, columns, table.currency) for each in records]]
    return book


def _keys(table: Table, document: Mapping[str, object]) -> Iterator[list[Cell]]:
    for key, value in _flat("", document):
        kind = KEYS.get(key) or next((k for prefix, k in FREE_KEYS.items() if key.startswith(f"{prefix}.")), None)
        if kind is not None:
            yield [key, kind.show(value, table.currency)]
    for note in table.notes:
        yield [NOTES, note]


def _flat(key: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, each in value.items():
            if key or name not in _LEFT_OUT:
                yield from _flat(f"{key}.{name}".lstrip("."), each)
    else:
        yield key, value


def _grid(table: Table, document: Mapping[str, object]) -> Rows:
    rows: Rows = [[*GRID, *table.zones.names]]
    bands = document["bands"]
    assert isinstance(bands, list)
    for band in bands:
        start: list[Cell] = [band.get("upto_g", "open"), band.get("first_g"), band.get("step_g")]
        start.append("yes" if band.get("carry") else None)
        for part in ("price", "step"):
            if part in band:
                rows.append([*start, part, *[MONEY.show(cell, table.currency) for cell in band[part]]])
    return rows


def _zones(document: Mapping[str, object]) -> Iterator[list[Cell]]:
    zones = document.get("zones", {})
    assert isinstance(zones, dict)
    for zone, places in zones.get("destinations", {}).items():
        yield ["destinations", None, zone, places]
    for name in ("routes", "inferred"):
        for origin, row in zones.get(name, {}).items():
            for zone, places in row.items():
                yield [name, origin, zone, places]


def _record(record: Mapping[str, object], columns: Mapping[str, Kind], currency: str) -> list[Cell]:
    values = dict(_flat("record", record))
    return [
        kind.show(values[f"record.{key}"], currency) if f"record.{key}" in values else None
        for key, kind in columns.items()
    ]
