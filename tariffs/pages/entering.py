"""Something typed into a cell of a page: the table with it, or why it cannot stand there.

A place is a dotted key as `check` names them: bands[1].price[3], fees[2].percent, discounts[1].multiplier, tax.percent;
the zone of a place is zones.routes[CN-BJ][CN-GD] or zones.destinations[JP]. Rows are counted from 1.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from tariffs.document import read_leniently, write_table
from tariffs.editing import EditError, parse_cell, with_cell
from tariffs.pages.zoning import with_zone
from tariffs.problems import Problem, both
from tariffs.schema import Table
from tariffs.sheets.cells import FLAG, WHOLE, Kind, WrongCell
from tariffs.sheets.layout import KEYS, RECORDS
from tariffs.structure import faults

BANDS: Mapping[str, Kind] = {"upto_g": WHOLE, "first_g": WHOLE, "step_g": WHOLE, "carry": FLAG}
FIXED = ("id", "currency", "valid_from", "valid_to", "valid_from_assumed")
"""What a draft keeps for its life: its name, its currency, and the days, which publishing says."""

_WHOLE = {"tax.percent": "tax", "volumetric.divisor": "volumetric"}
"""Values that take everything beside them away when they go."""

_PRICE = re.compile(r"bands\[(\d+)\]\.(price|step)\[(\d+)\]")
_RECORD = re.compile(r"(bands|fees|discounts|formats)\[(\d+)\]\.([a-z_.]+)")
_ROUTE = re.compile(r"zones\.routes\[([A-Z0-9-]+)\]\[([A-Z0-9-]+)\]")
_DESTINATION = re.compile(r"zones\.destinations\[([A-Z0-9-]+)\]")


def with_text(table: Table, place: str, text: str) -> Table:
    """The table with a text at a place; an empty one takes the value away. Raises EditError, naming the place."""
    try:
        return _with_text(table, place, text.strip())
    except EditError as error:
        raise EditError(
            error.code,
            both(f"{place}：{error.message['zh']}", f"{place}: {error.message['en']}"),
            error.advice,
        ) from error


def _with_text(table: Table, place: str, text: str) -> Table:
    if found := _PRICE.fullmatch(place):
        return with_cell(table, int(found[1]) - 1, found[2], int(found[3]) - 1, parse_cell(text, table.currency))
    if found := _ROUTE.fullmatch(place):
        return with_zone(table, found[1], found[2], text)
    if found := _DESTINATION.fullmatch(place):
        return with_zone(table, None, found[1], text)
    if found := _RECORD.fullmatch(place):
        return _with_value(table, place, _kind(found[1], found[3]), text)
    if place in KEYS and place not in FIXED:
        return _with_value(table, place, KEYS[place], text)
    raise _fixed()


def _kind(sheet: str, key: str) -> Kind:
    kind = (BANDS if sheet == "bands" else RECORDS[sheet]).get(key)
    if kind is None:
        raise _fixed()
    return kind


def _fixed() -> EditError:
    return EditError(
        "fixed",
        both("这里不能改", "This cannot be changed here"),
        both("请导出，在表格中修改后再导入", "Export it, change the file, and import that"),
    )


def _with_value(table: Table, place: str, kind: Kind, text: str) -> Table:
    document = write_table(table)
    holder, key = _holder(document, place, _new_tax() if text else {})
    if not text and key not in holder:
        return table
    if place in _WHOLE and not text:
        document.pop(_WHOLE[place], None)
    elif not text or (key == "upto_g" and text == "open"):
        holder.pop(key, None)
    else:
        holder[key] = _read(kind, text, table.currency)
    _drop_empty(document)
    changed, problems = read_leniently(document)
    if not place.startswith("bands"):
        problems = (*problems, *_new_faults(table, changed, place))
    if problems:
        raise EditError(problems[0].code, problems[0].message, problems[0].advice)
    return _with_steps(changed)


def _read(kind: Kind, text: str, currency: str) -> object:
    try:
        return kind.read(text, currency)
    except WrongCell as error:
        raise EditError(
            "wrong-cell",
            both(f"这里不能是 {text!r}", f"{text!r} does not belong here"),
            both(f"请写{error.zh}", f"Write {error.en}"),
        ) from error


def _holder(document: dict[str, object], place: str, new_tax: dict[str, object]) -> tuple[dict[str, object], str]:
    """The plain table that holds the last part of a place, made where it is not there."""
    found = _RECORD.fullmatch(place)
    path = place
    if found:
        records = document.get(found[1])
        number = int(found[2]) - 1
        if not isinstance(records, list) or not 0 <= number < len(records):
            raise EditError(
                "no-row",
                both(f"没有第 {number + 1} 行", f"There is no row {number + 1}"),
                both("请重新选择", "Choose again"),
            )
        document, path = records[number], found[3]
    *outer, last = path.split(".")
    for name in outer:
        inner = document.setdefault(name, new_tax if name == "tax" else {})
        assert isinstance(inner, dict)
        document = inner
    return document, last


def _new_tax() -> dict[str, object]:
    """What a tax begins as, so that its parts can be typed one after the other."""
    return {"name": {"zh": "税", "en": "Tax"}, "percent": 0}


def _drop_empty(document: dict[str, object]) -> None:
    """A volumetric rule, a tax or a condition of which nothing is left is none."""
    for key in ("volumetric", "tax", "scope", "zones", "rounding"):
        if document.get(key) == {}:
            del document[key]


def _new_faults(before: Table, after: Table, place: str) -> list[Problem]:
    """Faults at this very place that were not there before: a value that can never stand there."""
    known = {(problem.place, problem.code) for problem in faults(before)}
    row = place.partition(".")[0]
    return [
        problem
        for problem in faults(after)
        if problem.place in (place, row) and (problem.place, problem.code) not in known
    ]


def _with_steps(table: Table) -> Table:
    """Rows that have just got a step width have step prices to fill in; those that lost it lose them."""
    empty = (0,) * len(table.zones.names)
    bands = [
        replace(band, step=(band.step or empty) if band.step_g else ())
        if bool(band.step) != bool(band.step_g)
        else band
        for band in table.bands
    ]
    return replace(table, bands=tuple(bands))
