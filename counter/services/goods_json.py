"""The facts of restricted goods in an acceptance request: {"R01": {"quantity": 200}}."""

from collections.abc import Mapping
from datetime import date

from counter.rules.facts import Batteries, Certificate, Goods
from counter.services.json_place import Place


def goods_of(place: Place) -> Mapping[str, Goods]:
    """Facts of goods by rule. UsageError request-wrong names the place."""
    return {code: _goods(place.inside(code)) for code in sorted(place.keys())}


def _goods(place: Place) -> Goods:
    return Goods(
        quantity=_count(place, "quantity"),
        together=_count(place, "together"),
        volume_ml=_count(place, "volume_ml"),
        certificate=_certificate(place.inside("certificate")) if place.get("certificate") else None,
        batteries=_batteries(place.inside("batteries")) if place.get("batteries") else None,
    )


def _count(place: Place, key: str) -> int | None:
    if place.get(key) is None:
        return None
    number = place.number(key)
    if number < 0:
        raise place.wrong(key, "a whole number, zero or above")
    return number


def _certificate(place: Place) -> Certificate:
    return Certificate(place.string("kind"), place.string("number"), place.string("issuer"), _day(place, "expires"))


def _day(place: Place, key: str) -> date | None:
    if place.get(key) is None:
        return None
    try:
        return date.fromisoformat(place.string(key))
    except ValueError as error:
        raise place.wrong(key, "a date as YYYY-MM-DD") from error


def _batteries(place: Place) -> Batteries:
    in_equipment = place.get("in_equipment")
    if not isinstance(in_equipment, bool):
        raise place.wrong("in_equipment", "true or false")
    return Batteries(
        in_equipment,
        cells=_count(place, "cells") or 0,
        batteries=_count(place, "batteries") or 0,
        cell_wh=_count(place, "cell_wh"),
        battery_wh=_count(place, "battery_wh"),
        cell_lithium_g=_count(place, "cell_lithium_g") or 0,
        battery_lithium_g=_count(place, "battery_lithium_g") or 0,
    )
