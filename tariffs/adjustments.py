"""What changes a sum of fees: discounts, tax, and the one final rounding."""

from collections.abc import Iterable
from fractions import Fraction
from functools import cache

from tariffs import refusals
from tariffs.fee_kinds import share
from tariffs.grid import line, money
from tariffs.money import format_exact
from tariffs.problems import Text, both
from tariffs.quoting import FeeLine, QuoteRequest, Refusal
from tariffs.rounding import round_to
from tariffs.schema import Amount, Discount, Table

Sum = tuple[tuple[FeeLine, ...], Amount]
"""Lines so far, and their exact sum."""


def discounts(table: Table, request: QuoteRequest) -> tuple[Discount, ...] | Refusal:
    """The discounts that the option `discount` names ("A" or "A+B"), in the table's order; or why they are refused."""
    codes = [code for code in str(request.options["discount"]).replace(",", "+").split("+") if code]
    offered = {discount.code: discount for discount in table.discounts}
    for code in codes:
        if code not in offered:
            return refusals.option_not_offered(request, _named(code), [_named(each) for each in sorted(offered)])
        if len(codes) > 1 and offered[code].single:
            other = next(each for each in codes if each != code) if len(set(codes)) > 1 else code
            return refusals.option_excludes(request, _named(code), _named(other))
    return tuple(discount for discount in table.discounts if discount.code in codes)


def _named(code: str) -> Text:
    return both(f"优惠 discount={code}", f"discount={code}")


def reduced(table: Table, applied: Iterable[Discount], scope: str, so_far: Sum) -> Sum:
    """Apply the discounts of one scope (postage, total), one after the other."""
    lines, exact = so_far
    for discount in applied:
        if discount.scope == scope:
            each, exact = _reduction(table, discount, exact)
            lines = (*lines, each)
    return lines, exact


def _reduction(table: Table, discount: Discount, base: Amount) -> tuple[FeeLine, Amount]:
    left = share(base, discount.multiplier)
    before, after = format_exact(base, table.currency), format_exact(left, table.currency)
    told = f"{before} x {_percent(discount.multiplier)}% = {after}"
    text = both(f"{discount.name['zh']} {told}", f"{discount.name['en']} {told}")
    return line("discount", left - base, text), left


@cache
def _percent(ratio: Fraction) -> str:
    return format_exact(ratio * 100, "JPY")


def taxed(table: Table, so_far: Sum) -> Sum:
    """Add the tax on everything so far, if the table has one."""
    if table.tax is None:
        return so_far
    lines, base = so_far
    due = share(base, table.tax.percent / 100)
    told = f"{format_exact(base, table.currency)} x {format_exact(table.tax.percent, 'JPY')}%"
    told += f" = {format_exact(due, table.currency)}"
    text = both(f"{table.tax.name['zh']} {told}", f"{table.tax.name['en']} {told}")
    return (*lines, line("tax", due, text)), base + due


def rounded(table: Table, so_far: Sum) -> tuple[tuple[FeeLine, ...], int]:
    """The total in minor units. A line says the difference, so that the lines always add up to it."""
    lines, exact = so_far
    unit = table.rounding.unit
    total = exact if unit == 1 and isinstance(exact, int) else round_to(exact, unit, table.rounding.mode)
    difference = total - sum([each.amount for each in lines])
    if not difference:
        return lines, total
    shown = money(total, table.currency)
    text = both(f"取整至 {shown['zh']}", f"Rounded to {shown['en']}")
    return (*lines, FeeLine("rounding", 1, difference, difference, text)), total
