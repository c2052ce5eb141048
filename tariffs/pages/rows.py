"""Whole rows of a page put in and taken out: bands, fees, discounts, limits."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from tariffs.editing import with_new_row, without_row
from tariffs.problems import both
from tariffs.schema import Discount, Fee, Format, Table

T = TypeVar("T")
PARTS = {"prices": "bands", "fees": "fees", "discounts": "discounts", "limits": "formats"}
"""Pages whose rows come and go, and what holds them."""


def with_row_after(table: Table, page: str, row: int) -> Table:
    """The table with a copy of a row behind it, or a first row; a code of its own where rows have codes. From 0."""
    if page == "prices":
        return with_new_row(table, row + 1, table.bands[row]) if row < len(table.bands) else with_new_row(table, 0)
    if page == "fees":
        fee = table.fees[row] if row < len(table.fees) else Fee("fee", both("新费用", "New fee"), option="fee")
        new = replace(fee, code=_free(fee.code, [each.code for each in table.fees]))
        return replace(table, fees=_put(table.fees, row, new))
    if page == "discounts":
        known = table.discounts
        discount = known[row] if row < len(known) else Discount("NEW", both("新优惠", "New discount"), Fraction(1))
        other = replace(discount, code=_free(discount.code, [each.code for each in known]))
        return replace(table, discounts=_put(known, row, other))
    form = table.formats[row] if row < len(table.formats) else Format()
    return replace(table, formats=_put(table.formats, row, form))


def without_row_at(table: Table, page: str, row: int) -> Table:
    """The table without a row. From 0; raises EditError where there is none of prices."""
    if page == "prices":
        return without_row(table, row)
    if page == "fees":
        return replace(table, fees=_without(table.fees, row))
    if page == "discounts":
        return replace(table, discounts=_without(table.discounts, row))
    return replace(table, formats=_without(table.formats, row))


def _put(rows: tuple[T, ...], after: int, new: T) -> tuple[T, ...]:
    return (*rows[: after + 1], new, *rows[after + 1 :])


def _without(rows: tuple[T, ...], number: int) -> tuple[T, ...]:
    return (*rows[:number], *rows[number + 1 :])


def _free(code: str, taken: Iterable[str]) -> str:
    """The code itself, or with the next free number."""
    known, number, free = set(taken), 2, code
    while free in known:
        free, number = f"{code}-{number}", number + 1
    return free
