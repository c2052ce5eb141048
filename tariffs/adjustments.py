"""What changes a sum of fees: discounts, tax, and the one final rounding."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tariffs import refusals
from tariffs.fee_kinds import sharing
from tariffs.grid import line, money
from tariffs.money import format_exact
from tariffs.problems import Text, both
from tariffs.quoting import FeeLine, OptionValue, QuoteRequest, Refusal
from tariffs.rounding import round_to
from tariffs.schema import Amount, Discount, Table

Sum = tuple[tuple[FeeLine, ...], Amount]
"""Lines so far, and their exact sum."""


class Reduction(NamedTuple):
    """A discount made ready: its scope (postage, total), and what it does to a sum."""

    scope: str
    reduce: Callable[[Sum], Sum]


class DiscountBook:
    """The discounts of a table, and which of them an option chooses; one that is named alone is at hand at once."""

    __slots__ = ("_alone", "_discounts", "_ready")

    def __init__(self, table: Table) -> None:
        self._discounts: Mapping[str, Discount] = {each.code: each for each in table.discounts}
        self._ready = {each.code: _reduction(each, table.currency) for each in table.discounts}
        self._alone: Mapping[OptionValue, tuple[Reduction, ...]] = {
            code: (reduction,) for code, reduction in self._ready.items()
        }

    def chosen(self, request: QuoteRequest) -> tuple[Reduction, ...] | Refusal:
        """What the option `discount` names ("A" or "A+B"), in the table's order; or why it is refused."""
        asked = request.options["discount"]
        return self._alone.get(asked) or self._several(str(asked), request)

    def _several(self, asked: str, request: QuoteRequest) -> tuple[Reduction, ...] | Refusal:
        codes = [code for code in asked.replace(",", "+").split("+") if code]
        for code in codes:
            if code not in self._discounts:
                offered = [_named(each) for each in sorted(self._discounts)]
                return refusals.option_not_offered(request, _named(code), offered)
            if len(codes) > 1 and self._discounts[code].single:
                other = next(each for each in codes if each != code) if len(set(codes)) > 1 else code
                return refusals.option_excludes(request, _named(code), _named(other))
        return tuple(reduction for code, reduction in self._ready.items() if code in codes)


def _named(code: str) -> Text:
    return both(f"优惠 discount={code}", f"discount={code}")


def reduced(applied: Iterable[Reduction], scope: str, so_far: Sum) -> Sum:
    """Apply the discounts of one scope (postage, total), one after the other."""
    for reduction in applied:
        if reduction.scope == scope:
            so_far = reduction.reduce(so_far)
    return so_far


def _reduction(discount: Discount, currency: str) -> Reduction:
    share = sharing(discount.multiplier)
    shown = f"x {format_exact(discount.multiplier * 100, 'JPY')}% ="
    zh, en = discount.name["zh"], discount.name["en"]

    def reduce(so_far: Sum) -> Sum:
        lines, base = so_far
        left = share(base)
        told = f"{format_exact(base, currency)} {shown} {format_exact(left, currency)}"
        return (*lines, line("discount", left - base, {"zh": f"{zh} {told}", "en": f"{en} {told}"})), left

    return Reduction(discount.scope, reduce)


def taxed(table: Table, so_far: Sum) -> Sum:
    """Add the tax on everything so far, if the table has one."""
    if table.tax is None:
        return so_far
    lines, base = so_far
    due = sharing(table.tax.percent / 100)(base)
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
