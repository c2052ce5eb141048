"""What a cell may hold, for each kind of column: how a value of a table is shown, and how a cell is read back.

Amounts are in whole units of the currency with its decimals (7.50), as people write them; everything else as in the
table. A number that a spreadsheet holds as binary is taken by its shortest decimal text, so nothing is rounded.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from tariffs.codecs import MOST_DIGITS
from tariffs.money import decimals, format_exact

Cell = str | int | float | bool | date | Decimal | None
"""A cell as a spreadsheet gives it."""

Plain = object
"""A value of a table's plain data (tariffs.document)."""

_NUMBER = re.compile(rf"-?\d{{1,{MOST_DIGITS}}}(\.\d{{1,{MOST_DIGITS}}})?")
_YES, _NO = ("yes", "true", "是"), ("no", "false", "否")


class WrongCell(ValueError):
    """A cell that cannot be meant; zh and en say what belongs there."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of column: `show(value, currency)` and `read(cell, currency)` are each other's inverse."""

    show: Callable[[Plain, str], Cell]
    read: Callable[[Cell, str], Plain]


def number_text(cell: Cell) -> str | None:
    """The decimal text of a cell that holds a number; None when it holds none."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        return None
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).strip()
    else:
        text = format(Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell), "f").removesuffix(".0")
    return text if _NUMBER.fullmatch(text) else None


def _exact(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else format_exact(value, "JPY")


def _read_money(cell: Cell, currency: str) -> Plain:
    if isinstance(cell, str) and cell.strip().casefold() == "n/a":
        return "n/a"
    text = number_text(cell)
    if text is None:
        raise WrongCell("金额，如 7.50，不办理写 n/a", "an amount such as 7.50, or n/a")
    return _exact(Fraction(text) * 10 ** decimals(currency))


def _show_money(value: Plain, currency: str) -> Cell:
    return str(value) if value == "n/a" else Decimal(format_exact(Fraction(str(value)), currency))


def _read_whole(cell: Cell, _currency: str) -> Plain:
    text = number_text(cell)
    if text is None or "." in text:
        raise WrongCell("整数", "a whole number")
    return int(text)


def _read_ratio(cell: Cell, _currency: str) -> Plain:
    text = number_text(cell)
    if text is None:
        raise WrongCell("数字，如 0.8", "a number such as 0.8")
    return _exact(Fraction(text))


def _read_flag(cell: Cell, _currency: str) -> Plain:
    word = str(cell).strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise WrongCell("yes 或 no", "yes or no")


def _read_day(cell: Cell, _currency: str) -> Plain:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell).strip())
    except ValueError:
        raise WrongCell("日期，如 2026-08-01", "a date such as 2026-08-01") from None


def _read_text(cell: Cell, _currency: str) -> Plain:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool | date):
        raise WrongCell("文字", "a text")
    return str(cell)


def _read_numbers(cell: Cell, currency: str) -> Plain:
    items = str(_read_text(cell, currency)).split()
    if not all(item == "open" or item.isdecimal() for item in items):
        raise WrongCell(
            "用空格隔开的整数，最后一个可写 open", "whole numbers with spaces between, the last may be open"
        )
    return [item if item == "open" else int(item) for item in items]


TEXT = Kind(lambda value, _: str(value), _read_text)
WHOLE = Kind(lambda value, _: int(str(value)), _read_whole)
RATIO = Kind(lambda value, _: Decimal(str(value)), _read_ratio)
MONEY = Kind(_show_money, _read_money)
FLAG = Kind(lambda value, _: "yes" if value else "no", _read_flag)
DAY = Kind(lambda value, _: value if isinstance(value, date) else None, _read_day)
NUMBERS = Kind(lambda value, _: " ".join(map(str, value)) if isinstance(value, list) else "", _read_numbers)
