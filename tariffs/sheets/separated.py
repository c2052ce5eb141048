"""All sheets in one CSV file: a row `[name]` begins each of them. UTF-8 with a mark, so that spreadsheets know it."""

import csv
import io
from collections.abc import Mapping
from datetime import date

from tariffs.library import fail
from tariffs.sheets.cells import Cell
from tariffs.sheets.reading import Sheet, address
from tariffs.sheets.writing import Rows

MOST_BYTES = 2_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 400
_FORMULA = ("=", "@")
_GUARD = "'"


def write_csv(book: Mapping[str, Rows]) -> bytes:
    """All sheets as one CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for name, rows in book.items():
        writer.writerow([f"[{name}]"])
        writer.writerows([[_shown(cell) for cell in row] for row in rows])
        writer.writerow([])
    return text.getvalue().encode("utf-8-sig")


def _shown(cell: Cell) -> str:
    """A cell as text; one that a spreadsheet would take for a formula is guarded by an apostrophe."""
    text = "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
    return _GUARD + text if text.startswith((*_FORMULA, _GUARD)) else text


def read_csv(data: bytes, source: str) -> dict[str, Sheet]:
    """The sheets of a CSV file. Raises TariffError: too big, no text, a formula, or rows outside any sheet."""
    if len(data) > MOST_BYTES:
        raise fail(source, "", "文件太大", "The file is too big", "资费表不超过 2 MB", "A tariff is below 2 MB")
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(_text(data, source), newline=""), strict=True):
            rows.append(row)
            _bounded(rows, source)
    except csv.Error as error:
        raise fail(source, f"row {len(rows) + 1}", "不是有效的 CSV", f"This is no valid CSV: {error}",
                   "请核对引号", "Check the quotes") from error  # fmt: skip
    return _divided(rows, source)


def _text(data: bytes, source: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise fail(source, "", "不是文本文件", "This is no text file", "请另存为 CSV（UTF-8）", "Save it as CSV (UTF-8)")


def _bounded(rows: list[list[str]], source: str) -> None:
    if len(rows) > MOST_ROWS or len(rows[-1]) > MOST_COLUMNS:
        raise too_many(source, f"row {len(rows)}")


def _divided(rows: list[list[str]], source: str) -> dict[str, Sheet]:
    book: dict[str, tuple[int, list[list[Cell]]]] = {}
    name = ""
    for number, row in enumerate(rows, 1):
        first = row[0].strip() if row else ""
        if first.startswith("[") and first.endswith("]") and not any(row[1:]):
            name = first[1:-1]
            book[name] = (number + 1, [])
        elif name:
            book[name][1].append([_cell(text, name, number, column, source) for column, text in enumerate(row)])
        elif any(row):
            raise fail(source, f"row {number}", "这一行不属于任何工作表", "This row belongs to no sheet",
                       "每张表以 [table]、[grid] 等开头", "Begin each sheet with [table], [grid] ...")  # fmt: skip
    return {sheet: Sheet(cells, first) for sheet, (first, cells) in book.items()}


def _cell(text: str, name: str, row: int, column: int, source: str) -> Cell:
    if text.startswith(_GUARD):
        return text[1:]
    if text.startswith(_FORMULA):
        raise formula(address(name, row, column), source)
    return text or None


def formula(place: str, source: str) -> Exception:
    """The refusal of a cell that computes something: what it shows depends on where it is opened."""
    return fail(source, place, "单元格含有公式", "The cell holds a formula", "请粘贴为数值", "Paste it as a value")


def too_many(source: str, place: str) -> Exception:
    """The refusal of a sheet that no grid of prices fills."""
    limits = MOST_ROWS, MOST_COLUMNS
    return fail(source, place, "行或列太多", "Too many rows or columns", "不超过 {} 行 {} 列".format(*limits),
                "At most {} rows and {} columns".format(*limits))  # fmt: skip
