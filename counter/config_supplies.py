"""The office's price list of supplies: HOME/supplies.csv, a table that any spreadsheet program can edit."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from counter.domain.sanitise import clean_text
from counter.domain.supplies import Supply
from counter.errors import UsageError
from tariffs.money import MoneyError, parse_money

FILE = "supplies.csv"
COLUMNS = ("code", "name_zh", "name_en", "price")
"""What every row must have; note_zh, note_en and low may be left out."""

_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,15}")
_NAME_LIMIT = 40
_SIZE_LIMIT = 1_000_000


def load_supplies(home: Path, currency: str) -> tuple[Supply, ...]:
    """What the office sells, in the order of its list; nothing without a list. UsageError supplies-wrong.

    Prices are in the office's currency. UTF-8, with or without a mark at its beginning.
    """
    file = home / FILE
    if not file.exists():
        return ()
    try:
        if file.stat().st_size > _SIZE_LIMIT:
            raise _wrong(file, 1, "the file is too large")
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(file, 1, "it cannot be read as UTF-8 text") from error
    supplies = tuple(_rows(file, text, currency))
    codes = [s.code for s in supplies]
    if len(set(codes)) != len(codes):
        raise _wrong(file, 1, "a code stands there twice")
    return supplies


def _rows(file: Path, text: str, currency: str) -> Iterator[Supply]:
    reader = csv.DictReader(text.splitlines())
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise _wrong(file, 1, f"the first line lacks {', '.join(missing)}")
    try:
        for row in reader:
            if any(value for value in row.values()):
                yield _supply(file, reader.line_num, {k: v or "" for k, v in row.items() if k}, currency)
    except csv.Error as error:
        raise _wrong(file, reader.line_num, "it is not a table of comma-separated values") from error


def _supply(file: Path, line: int, row: Mapping[str, str], currency: str) -> Supply:
    cell = {name: clean_text(value, max_length=_NAME_LIMIT).strip() for name, value in row.items()}
    code, low = cell["code"].upper(), cell.get("low") or "0"
    if not _CODE.fullmatch(code):
        raise _wrong(file, line, f"{code!r} is not a code of at most 16 letters and digits")
    if not (cell["name_zh"] or cell["name_en"]):
        raise _wrong(file, line, "there is no name")
    if not (low.isascii() and low.isdecimal()):
        raise _wrong(file, line, f"{low!r} is not a number of pieces")
    try:
        price = parse_money(cell["price"], currency)
    except MoneyError as error:
        raise _wrong(file, line, f"{cell['price']!r} is not a price") from error
    if price <= 0:
        raise _wrong(file, line, "the price must be above zero")
    return Supply(code, _both(cell, "name"), price, currency, _note(cell), int(low))


def _both(cell: Mapping[str, str], name: str) -> dict[str, str]:
    zh, en = cell.get(f"{name}_zh", ""), cell.get(f"{name}_en", "")
    return {"zh": zh or en, "en": en or zh}


def _note(cell: Mapping[str, str]) -> dict[str, str]:
    note = _both(cell, "note")
    return note if note["zh"] else {}


def _wrong(file: Path, line: int, reason: str) -> UsageError:
    return UsageError(
        "supplies-wrong",
        "{file} is wrong in line {line}: {reason}.",
        "Mend the price list of supplies, or take the file away to sell none.",
        file=str(file),
        line=line,
        reason=reason,
    )
