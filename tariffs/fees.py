"""Additional services: which fees an item owes for what was asked, and what each of them comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from tariffs import refusals
from tariffs.grid import line, money
from tariffs.money import format_exact, format_minor
from tariffs.places import PlaceSet
from tariffs.problems import both
from tariffs.quoting import FeeLine, QuoteRequest, Refusal
from tariffs.rounding import round_to
from tariffs.schema import Amount, Condition, Fee, Table

DECLARED = "declared"
"""The option that a declared value asks for."""

Charge = tuple[FeeLine, Amount]
"""A fee line, and the exact amount that it stands for."""


@dataclass(frozen=True, slots=True)
class Item:
    """What fees depend on: chargeable weight in grams, girth in mm, declared value in minor units of the currency."""

    currency: str
    grams: int = 0
    girth_mm: int = 0
    declared: int = 0


@dataclass(frozen=True, slots=True)
class FeeRule:
    """A fee made ready: its places compiled, its line made once where it never changes."""

    fee: Fee
    places: PlaceSet | None
    except_places: PlaceSet | None
    constant: Charge | None

    def covers(self, destination: str | None, item: Item) -> bool:
        """Whether the fee is for this destination and this item at all."""
        fee = self.fee
        if self.places is not None and (destination is None or destination not in self.places):
            return False
        if self.except_places is not None and (destination is None or destination in self.except_places):
            return False
        return (not fee.when or _holds(fee.when, item)) and not (fee.unless and _holds(fee.unless, item))

    def charge(self, item: Item) -> Charge:
        """The fee line of this item, and its exact amount."""
        return self.constant or _KINDS[self.fee.kind](self.fee, item)


def _holds(condition: Condition, item: Item) -> bool:
    heavy = condition.weight_over_g and item.grams > condition.weight_over_g
    thick = condition.girth_over_mm and item.girth_mm > condition.girth_over_mm
    return bool(heavy or thick)


def rules(table: Table) -> tuple[FeeRule, ...]:
    """The fees of a table that are charged at acceptance, in the table's order."""
    return tuple(_rule(fee, table.currency) for fee in table.fees if fee.selectable)


def _rule(fee: Fee, currency: str) -> FeeRule:
    places = PlaceSet(fee.destinations) if fee.destinations else None
    excepted = PlaceSet(fee.except_destinations) if fee.except_destinations else None
    constant = _KINDS[fee.kind](fee, Item(currency)) if fee.kind in ("flat", "free", "included") else None
    return FeeRule(fee, places, excepted, constant)


def charges(
    all_rules: Sequence[FeeRule], asked: frozenset[str], request: QuoteRequest, item: Item
) -> Sequence[Charge] | Refusal:
    """What the asked options cost, in the table's order whatever the order of the asking; or why not."""
    covering = [rule for rule in all_rules if rule.covers(request.destination, item)]
    asked = _with_included(covering, asked)
    due = [rule for rule in covering if not rule.fee.option or rule.fee.option in asked]
    for rule in due:
        refusal = _refusal(rule.fee, asked, request, item)
        if refusal is not None:
            return refusal
    missing = sorted(asked - {rule.fee.option for rule in due})
    if missing:
        return refusals.option_not_offered(request, missing[0], sorted({r.fee.option for r in covering} - {""}))
    replaced = {code for rule in due for code in rule.fee.replaces}
    return [rule.charge(item) for rule in due if rule.fee.code not in replaced]


def _with_included(covering: Sequence[FeeRule], asked: frozenset[str]) -> frozenset[str]:
    while True:
        more = {option for rule in covering if rule.fee.option in asked for option in rule.fee.includes} - asked
        if not more:
            return asked
        asked |= more


def _refusal(fee: Fee, asked: frozenset[str], request: QuoteRequest, item: Item) -> Refusal | None:
    missing = [option for option in fee.requires_all if option not in asked]
    if missing:
        return refusals.option_needs(request, fee.option, missing, one=False)
    if fee.requires_any and not asked.intersection(fee.requires_any):
        return refusals.option_needs(request, fee.option, fee.requires_any, one=True)
    for other in fee.excludes:
        if other in asked:
            return refusals.option_excludes(request, fee.option, other)
    if fee.max_declared and request.declared > fee.max_declared:
        declared, limit = (format_minor(each, item.currency) for each in (request.declared, fee.max_declared))
        return refusals.declared_too_high(request, declared, limit)
    return None


def _flat(fee: Fee, item: Item) -> Charge:
    shown = money(fee.amount, item.currency)
    text = both(f"{fee.name['zh']} {shown['zh']}", f"{fee.name['en']} {shown['en']}")
    return line(fee.code, fee.amount, text), fee.amount


def _free(fee: Fee, _item: Item) -> Charge:
    return line(fee.code, 0, both(f"{fee.name['zh']} 免费", f"{fee.name['en']} free of charge")), 0


def _included(fee: Fee, _item: Item) -> Charge:
    return line(fee.code, 0, both(f"{fee.name['zh']} 已含", f"{fee.name['en']} included")), 0


def _bounded(fee: Fee, exact: Amount) -> tuple[Amount, str]:
    """The fee between its minimum and maximum, rounded by its own rule if it has one; and which bound it met."""
    if fee.rounding:
        exact = round_to(exact, 1, fee.rounding)
    if exact < fee.minimum:
        return fee.minimum, "min"
    if fee.maximum and exact > fee.maximum:
        return fee.maximum, "max"
    return exact, ""


_BOUNDS = {"": ("", ""), "min": ("，按最低收费 {}", ", at least {}"), "max": ("，按最高收费 {}", ", at most {}")}


def _computed(fee: Fee, item: Item, arithmetic: str, quantity: int, unit: Amount, exact: Amount) -> Charge:
    bounded, bound = _bounded(fee, exact)
    shown, limit = format_exact(exact, item.currency), format_exact(bounded, item.currency)
    zh, en = (words.format(limit) for words in _BOUNDS[bound])
    text = both(f"{fee.name['zh']} {arithmetic} = {shown}{zh}", f"{fee.name['en']} {arithmetic} = {shown}{en}")
    each = unit if isinstance(unit, int) else format_exact(unit, "JPY")
    if bound:
        quantity, each = 1, round_to(bounded)
    return FeeLine(fee.code, quantity, each, round_to(bounded), text), bounded


def _percent(fee: Fee, item: Item) -> Charge:
    exact = item.declared * fee.percent / 100
    amount: Amount = int(exact) if exact.denominator == 1 else exact
    arithmetic = f"{format_minor(item.declared, item.currency)} x {format_exact(fee.percent, 'JPY')}%"
    return _computed(fee, item, arithmetic, 1, amount, amount)


def _value_step(fee: Fee, item: Item) -> Charge:
    steps = -(-item.declared // fee.value_step)
    arithmetic = f"{steps} x {format_minor(fee.value_step, item.currency)} @ {format_exact(fee.amount, item.currency)}"
    return _computed(fee, item, arithmetic, steps, fee.amount, steps * fee.amount)


def _weight_step(fee: Fee, item: Item) -> Charge:
    steps = -(-item.grams // fee.step_g)
    arithmetic = f"{steps} x {fee.step_g} g @ {format_exact(fee.amount, item.currency)}"
    return _computed(fee, item, arithmetic, steps, fee.amount, steps * fee.amount)


_KINDS = {
    "flat": _flat,
    "free": _free,
    "included": _included,
    "percent": _percent,
    "value-step": _value_step,
    "weight-step": _weight_step,
}
