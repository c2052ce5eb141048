"""Additional services: which fees an item owes for what was asked, or why it cannot have them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tariffs import refusals
from tariffs.fee_kinds import Charge, Charging, Item, charging
from tariffs.money import format_minor
from tariffs.places import PlaceSet
from tariffs.problems import Text
from tariffs.quoting import QuoteRequest, Refusal
from tariffs.schema import Condition, Fee, Table

DECLARED = "declared"
"""The option that a declared value asks for."""


@dataclass(frozen=True, slots=True)
class FeeRule:
    """A fee made ready: its places compiled, its arithmetic prepared."""

    fee: Fee
    option: str
    checked: bool
    places: PlaceSet | None
    except_places: PlaceSet | None
    charge: Charging

    def covers(self, destination: str | None, item: Item) -> bool:
        """Whether the fee is for this destination and this item at all."""
        fee = self.fee
        if self.places is not None and (destination is None or destination not in self.places):
            return False
        if self.except_places is not None and (destination is None or destination in self.except_places):
            return False
        return (not fee.when or _holds(fee.when, item)) and not (fee.unless and _holds(fee.unless, item))


@dataclass(frozen=True, slots=True)
class FeeBook:
    """All fees that a table charges at acceptance, in the table's order.

    `always`: some are due unasked. `everywhere`: each covers every item. `replacing`: some take the place of others.
    """

    currency: str
    rules: tuple[FeeRule, ...]
    options: frozenset[str]
    always: bool
    everywhere: bool
    replacing: bool
    labels: Mapping[str, Text]
    includes: Mapping[str, frozenset[str]]

    def charges(self, asked: frozenset[str], request: QuoteRequest, item: Item) -> Sequence[Charge] | Refusal:
        """What the asked options cost, whatever the order of the asking; or why they cannot be had."""
        covering: Sequence[FeeRule] = self.rules
        if not self.everywhere:
            covering = [rule for rule in covering if rule.covers(request.destination, item)]
        if self.includes:
            asked = self._with_included(covering, asked)
        due = [rule for rule in covering if rule.option in asked or not rule.option]
        for rule in due:
            if rule.checked and (refusal := self._refusal(rule.fee, asked, request)):
                return refusal
        if not self.everywhere or not asked <= self.options:
            missing = asked.difference([rule.option for rule in due])
            if missing:
                return self._not_offered(min(missing), covering, request)
        if self.replacing:
            replaced = {code for rule in due for code in rule.fee.replaces}
            due = [rule for rule in due if rule.fee.code not in replaced]
        return [rule.charge(item) for rule in due]

    def _with_included(self, covering: Sequence[FeeRule], asked: frozenset[str]) -> frozenset[str]:
        here = {rule.option for rule in covering}
        while True:
            more = [self.includes[option] for option in asked if option in self.includes and option in here]
            wider = asked.union(*more)
            if wider == asked:
                return asked
            asked = wider

    def _refusal(self, fee: Fee, asked: frozenset[str], request: QuoteRequest) -> Refusal | None:
        if not asked.issuperset(fee.requires_all):
            missing = [option for option in fee.requires_all if option not in asked]
            return refusals.option_needs(request, self.label(fee.option), self._labels(missing), one=False)
        if fee.requires_any and asked.isdisjoint(fee.requires_any):
            any_of = self._labels(fee.requires_any)
            return refusals.option_needs(request, self.label(fee.option), any_of, one=True)
        for other in fee.excludes:
            if other in asked:
                return refusals.option_excludes(request, self.label(fee.option), self.label(other))
        if fee.max_declared and request.declared > fee.max_declared:
            declared, limit = (format_minor(each, self.currency) for each in (request.declared, fee.max_declared))
            return refusals.declared_too_high(request, declared, limit)
        return None

    def _not_offered(self, option: str, covering: Sequence[FeeRule], request: QuoteRequest) -> Refusal:
        offered = sorted({rule.option for rule in covering} - {""})
        return refusals.option_not_offered(request, self.label(option), self._labels(offered))

    def label(self, option: str) -> Text:
        """An option as people call it, with the name that a command line takes."""
        named = self.labels.get(option)
        if named is None:
            return {"zh": option, "en": option}
        return {language: f"{name}（{option}）" if language == "zh" else f"{name} ({option})"
                for language, name in named.items()}  # fmt: skip

    def _labels(self, options: Sequence[str]) -> list[Text]:
        return [self.label(option) for option in options]


def _holds(condition: Condition, item: Item) -> bool:
    heavy = condition.weight_over_g and item.grams > condition.weight_over_g
    thick = condition.girth_over_mm and item.girth_mm > condition.girth_over_mm
    return bool(heavy or thick)


def book(table: Table) -> FeeBook:
    """The fees of a table made ready."""
    rules = tuple(_rule(fee, table.currency) for fee in table.fees if fee.selectable)
    includes: dict[str, frozenset[str]] = {}
    labels: dict[str, Text] = {}
    for rule in rules:
        labels.setdefault(rule.option, rule.fee.name)
        if rule.fee.includes:
            includes[rule.option] = includes.get(rule.option, frozenset()).union(rule.fee.includes)
    return FeeBook(
        table.currency,
        rules,
        frozenset(labels),
        "" in labels,
        all(_is_everywhere(rule) for rule in rules),
        any(rule.fee.replaces for rule in rules),
        labels,
        includes,
    )


def _is_everywhere(rule: FeeRule) -> bool:
    return not (rule.places or rule.except_places or rule.fee.when or rule.fee.unless)


def _rule(fee: Fee, currency: str) -> FeeRule:
    places = PlaceSet(fee.destinations) if fee.destinations else None
    excepted = PlaceSet(fee.except_destinations) if fee.except_destinations else None
    checked = bool(fee.requires_all or fee.requires_any or fee.excludes or fee.max_declared)
    return FeeRule(fee, fee.option, checked, places, excepted, charging(fee, currency))
