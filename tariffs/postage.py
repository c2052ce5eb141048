"""The basic price of an item: from the grid by its chargeable weight, or from an outside platform."""

from typing import NamedTuple

from tariffs import refusals
from tariffs.grid import Column, line, money
from tariffs.measures import volumetric_grams
from tariffs.problems import both
from tariffs.quoting import FeeLine, QuoteRequest, Refusal
from tariffs.schema import Amount, Table, Volumetric

_MOST_REFERENCE = 40
"""How much of a typed reference a fee line shows."""


class Postage(NamedTuple):
    """Chargeable weight in grams, the lines of the basic price, and their exact sum."""

    grams: int
    lines: tuple[FeeLine, ...]
    exact: Amount


def postage(table: Table, column: Column, request: QuoteRequest) -> Postage | Refusal:
    """Price an item by the grid, by actual or volumetric weight as the table's rule says."""
    rule = table.volumetric
    if rule is None or request.size_mm is None:
        return _by_weight(column, request, request.weight_g)
    volumetric = volumetric_grams(rule, request.size_mm, column.name)
    if not volumetric or (volumetric <= request.weight_g and _never_dearer(rule, column, volumetric, request.weight_g)):
        return _by_weight(column, request, request.weight_g)
    by_volume = _by_weight(column, request, volumetric)
    if isinstance(by_volume, Refusal):
        return by_volume
    if rule.compare == "postage":
        actual = _by_weight(column, request, request.weight_g)
        if isinstance(actual, Refusal) or actual.exact >= by_volume.exact:
            return actual
    return by_volume._replace(lines=(_volume_line(rule, request, column, volumetric), *by_volume.lines))


def _never_dearer(rule: Volumetric, column: Column, lighter: int, heavier: int) -> bool:
    """Whether a lighter weight can be left unpriced: within one band the price never falls with the weight."""
    return rule.compare == "weight" or column.segment(lighter) is column.segment(heavier)


def platform_price(table: Table, column: Column, request: QuoteRequest) -> Postage | Refusal:
    """Take the price that the post's platform quoted: the options external_quote and external_reference."""
    grams, rule = request.weight_g, table.volumetric
    if rule is not None and request.size_mm is not None:
        grams = max(grams, volumetric_grams(rule, request.size_mm, column.name))
    price = request.options.get("external_quote")
    if price is None:
        return refusals.external_quote_needed(request)
    if isinstance(price, bool) or not str(price).isdecimal():
        return refusals.malformed(request, "external_quote")
    typed = str(request.options.get("external_reference", "-"))[:_MOST_REFERENCE]
    reference = "".join(sign for sign in typed if sign.isprintable())
    shown = money(int(price), table.currency)
    text = both(f"平台报价 {shown['zh']}（{reference}）", f"Platform quote {shown['en']} ({reference})")
    return Postage(grams, (line("external-quote", int(price), text),), int(price))


def _by_weight(column: Column, request: QuoteRequest, grams: int) -> Postage | Refusal:
    segment = column.segment(grams)
    if segment is None:
        return refusals.too_heavy(request, column.ceilings[-1], grams)
    if not segment.available:
        return refusals.not_available(request, column.name)
    lines, exact = segment.price(grams)
    return Postage(grams, lines, exact)


def _volume_line(rule: Volumetric, request: QuoteRequest, column: Column, grams: int) -> FeeLine:
    size = " x ".join(map(str, request.size_mm or ()))
    divisor = rule.divisors.get(column.name, rule.divisor)
    told = f"{size} mm / {divisor} = {grams} g"
    return FeeLine("volumetric", 1, 0, 0, both(f"体积重量 {told}", f"Volumetric weight {told}"))
