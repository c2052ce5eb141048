"""A customer's list read from XLSX or CSV: one documented layout, whatever a hostile file may hold."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from counter.domain.sanitise import clean_text
from counter.errors import CounterError, UsageError
from tariffs.problems import TariffError
from tariffs.sheets.cells import Cell, number_text
from tariffs.sheets.reading import Sheet
from tariffs.sheets.separated import read_csv
from tariffs.sheets.workbook import read_xlsx

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("收件人", "recipient", "name", "收件人姓名", "姓名"),
    "phone": ("电话", "phone", "telephone", "收件人电话", "手机"),
    "address": ("地址", "address", "收件地址", "收件人地址"),
    "postcode": ("邮编", "postcode", "邮政编码"),
    "destination": ("寄达地", "destination"),
    "contents": ("内件", "contents", "内件品名"),
    "service": ("业务", "service", "业务代码"),
    "options": ("附加服务", "options"),
    "declared": ("声明价值", "declared value", "value", "保价"),
    "size": ("尺寸cm", "size cm", "尺寸", "size"),
    "weight": ("重量kg", "weight kg", "重量", "weight"),
}
"""Each column with its headers: the Chinese and the English one of the layout, then others that are understood."""

REQUIRED = ("name", "phone", "address", "contents")

MOST_ITEMS = 99
"""Items of one settlement: what counters settle at most for an agreement customer."""
MOST_BYTES = 1_000_000
CELL_LIMIT = 200

_ZIP = b"PK\x03\x04"
_MARK = b"\xef\xbb\xbf"
_LIST = "list"
_NAMED = f"[{_LIST}]\r\n".encode()
_ROW = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One row with anything in it: its number in the file, and its clean texts by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BulkSheet:
    """A list: the file's name, its rows, and headers that nobody knows."""

    name: str
    rows: tuple[BulkRow, ...]
    unknown: tuple[str, ...] = ()


def read_list(file: Path) -> BulkSheet:
    """Read a list from a file; the first sheet of a workbook. UsageError as `parse`, and bulk-unreadable."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _too_big()
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(
            "bulk-unreadable",
            "{file} cannot be read.",
            "Check the name, and that this user may read it.",
            file=clean_text(str(file)),
        ) from error
    return parse(data, file.name)


def parse(data: bytes, name: str) -> BulkSheet:
    """Read a list from the bytes of an XLSX or CSV file.

    UsageError bulk-too-big, bulk-wrong (what the reader of sheets refuses: bombs, macros, formulas, broken files),
    bulk-columns, bulk-empty.
    """
    if len(data) > MOST_BYTES:
        raise _too_big()
    name = clean_text(name, max_length=60)
    # The reader of sheets wants each CSV sheet named; a customer's file is one list without a name.
    before = 0 if data.startswith(_ZIP) else 1
    try:
        book = read_csv(_NAMED + data.removeprefix(_MARK), name) if before else read_xlsx(data, name)
    except TariffError as error:
        first = error.problems[0]
        raise UsageError(
            "bulk-wrong",
            "{file} {place}: {text}.",
            "{advice_text}",
            file=name,
            place=_place(first.place, before),
            text=first.message,
            advice_text=first.advice,
        ) from error
    return _list(next(iter(book.values()), Sheet([])), before, name)


def _place(place: str, before: int) -> str:
    """Where in the customer's own file: without the name that it was given here, and by its own rows."""
    found = _ROW.search(place)
    bare = clean_text(place.removeprefix(f"{_LIST}!"), max_length=40)
    return bare if found is None else bare.replace(found.group(), str(int(found.group()) - before))


def _list(sheet: Sheet, before: int, name: str) -> BulkSheet:
    header, body = _header(sheet)
    columns = {place: key for place, cell in enumerate(header) if (key := _column(cell)) is not None}
    missing = [COLUMNS[key] for key in REQUIRED if key not in columns.values()]
    if missing:
        raise UsageError(
            "bulk-columns",
            "The list has no column {columns}.",
            "Put the headers of the layout into the first row: docs/bulk.md has them, with a sample.",
            columns=", ".join(f"{zh} / {en}" for zh, en, *_ in missing),
        )
    unknown = tuple(text for place, cell in enumerate(header) if place not in columns and (text := _text(cell)))
    rows = tuple(_rows(body, columns, sheet.first_row + sheet.rows.index(header) - before))
    if not rows:
        raise UsageError("bulk-empty", "The list has no rows.", "Write one row for each item below the headers.")
    return BulkSheet(name, rows, unknown)


def _header(sheet: Sheet) -> tuple[Sequence[Cell], Sequence[Sequence[Cell]]]:
    for number, row in enumerate(sheet.rows):
        if any(_text(cell) for cell in row):
            return row, sheet.rows[number + 1 :]
    return [], []


def _rows(body: Sequence[Sequence[Cell]], columns: Mapping[int, str], header_row: int) -> Iterator[BulkRow]:
    for number, row in enumerate(body, start=header_row + 1):
        cells = {key: _text(row[place]) for place, key in columns.items() if place < len(row)}
        if any(cells.values()):
            yield BulkRow(number, cells)


def _column(cell: Cell) -> str | None:
    written = _text(cell).casefold().replace(" ", "").rstrip("*")
    return next((key for key, names in COLUMNS.items() if written in (n.replace(" ", "") for n in names)), None)


def _text(cell: Cell) -> str:
    """A cell as a clean line; a number as people write it, never 1.39E+10."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return number_text(cell) or ""
    return clean_text(cell, max_length=CELL_LIMIT)


def _too_big() -> CounterError:
    return UsageError(
        "bulk-too-big", "The file is too big for a list.", "Save the list alone, in a file of its own below 1 MB."
    )
