"""The customs declaration in an acceptance request: {"category": "gift", "lines": [{"description": ...}]}."""

from counter.rules.customs import CATEGORIES, CustomsLine
from counter.services.acceptance import Customs
from counter.services.json_place import Place


def customs_of(place: Place) -> Customs:
    """A declaration; worth in minor units, net weight in grams. UsageError request-wrong names the place."""
    category = place.one_of("category", sorted(CATEGORIES))
    return Customs(category, tuple(_line(line) for line in place.each("lines")))


def _line(place: Place) -> CustomsLine:
    return CustomsLine(
        description=place.string("description"),
        quantity=place.number("quantity"),
        net_weight_g=place.number("net_weight_g"),
        value=place.number("value"),
        currency=place.string("currency", "CNY"),
        hs_code=place.string("hs_code", ""),
        origin=place.string("origin", ""),
    )
