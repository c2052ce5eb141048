"""What a fee comes to, for each kind of fee: its line with the arithmetic in words, and its exact amount."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from tariffs.grid import line, money
from tariffs.money import format_exact, format_minor
from tariffs.problems import both
from tariffs.quoting import FeeLine
from tariffs.rounding import round_to
from tariffs.schema import Amount, Fee

Charge = tuple[FeeLine, Amount]
"""A fee line, and the exact amount that it stands for."""

CONSTANT = ("flat", "free", "included", "external")
"""Kinds whose line is the same for every item."""


class Item(NamedTuple):
    """What fees depend on: chargeable weight in grams, girth in mm, declared value in minor units."""

    grams: int = 0
    girth_mm: int = 0
    declared: int = 0


Charging = Callable[[Item], Charge]
"""How a fee is charged, with everything that does not depend on the item worked out beforehand."""


def charging(fee: Fee, currency: str) -> Charging:
    """The way a fee of this kind is charged; amounts in minor units of the currency."""
    return _KINDS[fee.kind](fee, currency)


def _flat(fee: Fee, currency: str) -> Charging:
    shown = money(fee.amount, currency)
    text = both(f"{fee.name['zh']} {shown['zh']}", f"{fee.name['en']} {shown['en']}")
    charge = line(fee.code, fee.amount, text), fee.amount
    return lambda _item: charge


def _without_amount(zh: str, en: str) -> Callable[[Fee, str], Charging]:
    def made(fee: Fee, _currency: str) -> Charging:
        charge = line(fee.code, 0, both(f"{fee.name['zh']} {zh}", f"{fee.name['en']} {en}")), 0
        return lambda _item: charge

    return made


def _percent(fee: Fee, currency: str) -> Charging:
    share, shown = sharing(fee.percent / 100), format_exact(fee.percent, "JPY")

    def charge(item: Item) -> Charge:
        exact = share(item.declared)
        return _computed(fee, currency, f"{format_minor(item.declared, currency)} x {shown}%", 1, exact, exact)

    return charge


def _value_step(fee: Fee, currency: str) -> Charging:
    step = f"{format_minor(fee.value_step, currency)} @ {format_exact(fee.amount, currency)}"

    def charge(item: Item) -> Charge:
        steps = -(-item.declared // fee.value_step)
        return _computed(fee, currency, f"{steps} x {step}", steps, fee.amount, steps * fee.amount)

    return charge


def _weight_step(fee: Fee, currency: str) -> Charging:
    step = f"{fee.step_g} g @ {format_exact(fee.amount, currency)}"

    def charge(item: Item) -> Charge:
        steps = -(-item.grams // fee.step_g)
        return _computed(fee, currency, f"{steps} x {step}", steps, fee.amount, steps * fee.amount)

    return charge


def sharing(ratio: Fraction) -> Callable[[Amount], Amount]:
    """How a ratio of an amount is taken, exactly: an int where it comes out even."""
    above, below = ratio.numerator, ratio.denominator

    def share(amount: Amount) -> Amount:
        if isinstance(amount, int):
            whole, rest = divmod(amount * above, below)
            if not rest:
                return whole
        exact = amount * ratio
        return int(exact) if exact.denominator == 1 else exact

    return share


def _computed(fee: Fee, currency: str, told: str, quantity: int, unit: Amount, exact: Amount) -> Charge:
    if fee.rounding:
        exact = round_to(exact, 1, fee.rounding)
    told = f"{told} = {format_exact(exact, currency)}"
    zh, en = f"{fee.name['zh']} {told}", f"{fee.name['en']} {told}"
    if exact < fee.minimum or 0 < fee.maximum < exact:
        return _bounded(fee, currency, exact, zh, en)
    if isinstance(exact, int) and isinstance(unit, int):
        return FeeLine(fee.code, quantity, unit, exact, {"zh": zh, "en": en}), exact
    each = unit if isinstance(unit, int) else format_exact(unit, "JPY")
    return FeeLine(fee.code, quantity, each, round_to(exact), both(zh, en)), exact


def _bounded(fee: Fee, currency: str, exact: Amount, zh: str, en: str) -> Charge:
    """The minimum or maximum that takes the place of an amount, and says so."""
    low = exact < fee.minimum
    limit = fee.minimum if low else fee.maximum
    shown = format_minor(limit, currency)
    words = ("按最低收费", "at least") if low else ("按最高收费", "at most")
    text = both(f"{zh}，{words[0]} {shown}", f"{en}, {words[1]} {shown}")
    return FeeLine(fee.code, 1, limit, limit, text), limit


_KINDS: Mapping[str, Callable[[Fee, str], Charging]] = {
    "flat": _flat,
    "free": _without_amount("免费", "free of charge"),
    "included": _without_amount("已含", "included"),
    "external": _without_amount("按规定另计", "by a rule of its own"),
    "percent": _percent,
    "value-step": _value_step,
    "weight-step": _weight_step,
}
