"""The facts of restricted goods as a clerk types them: how many, how much liquid, by which paper."""

from collections.abc import Mapping
from datetime import date

from counter.domain.sanitise import ascii_digits, clean_text
from counter.errors import UsageError
from counter.rules.facts import Batteries, Certificate, Goods

Typed = Mapping[str, str]
YES, NO = "yes", "no"
QUANTITY, VOLUME, KIND, NUMBER, ISSUER, EXPIRES = "quantity", "volume_ml", "kind", "number", "issuer", "expires"

TOGETHER, IN_EQUIPMENT = "together", "in_equipment"
CELLS, CELL_WH, CELL_LITHIUM = "cells", "cell_wh", "cell_lithium_g"
BATTERIES, BATTERY_WH, BATTERY_LITHIUM = "batteries", "battery_wh", "battery_lithium_g"


def goods_typed(typed: Mapping[str, Typed]) -> dict[str, Goods]:
    """Facts by rule. UsageError bad-count, bad-date for what is none."""
    return {code: _goods(facts) for code, facts in typed.items()}


def _goods(facts: Typed) -> Goods:
    paper = None
    if facts.get(NUMBER):
        expires = _day(facts[EXPIRES]) if facts.get(EXPIRES) else None
        paper = Certificate(
            clean_text(facts.get(KIND, "")), clean_text(facts[NUMBER]), clean_text(facts[ISSUER]), expires
        )
    return Goods(
        quantity=_count(facts.get(QUANTITY)),
        together=_count(facts.get(TOGETHER)),
        volume_ml=_count(facts.get(VOLUME)),
        certificate=paper,
        batteries=_batteries(facts) if IN_EQUIPMENT in facts else None,
    )


def _batteries(facts: Typed) -> Batteries:
    return Batteries(
        in_equipment=facts[IN_EQUIPMENT] == YES,
        cells=_count(facts.get(CELLS)) or 0,
        batteries=_count(facts.get(BATTERIES)) or 0,
        cell_wh=_count(facts.get(CELL_WH)),
        battery_wh=_count(facts.get(BATTERY_WH)),
        cell_lithium_g=_count(facts.get(CELL_LITHIUM)) or 0,
        battery_lithium_g=_count(facts.get(BATTERY_LITHIUM)) or 0,
    )


def _count(text: str | None) -> int | None:
    if text is None or not text.strip():
        return None
    plain = ascii_digits(clean_text(text))
    if not plain.isdigit() or len(plain) > 7:
        raise UsageError("bad-count", "{text} is not a number of things.", "Type digits, such as 200.", text=plain[:20])
    return int(plain)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(ascii_digits(clean_text(text)))
    except ValueError as error:
        raise UsageError(
            "bad-date", "{day} is no date.", "Write it as YYYY-MM-DD.", day=clean_text(text)[:20]
        ) from error
