"""What is asked of a tariff, and what it answers: a quote that explains itself, or a refusal that says why.

Answers are named tuples: as frozen as a dataclass, and made in a third of the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

OptionValue = str | int | bool


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """One item to price: weight in grams, sides in mm, declared value in minor units, on a date.

    `destination` is a region code (CN-GD) or an ISO country (JP); `zone` names the zone outright instead (letters:
    local, nonlocal). `options` holds the additional services asked for, by name: registered, advice_of_receipt,
    appointed, discount=STUDENT_ID, external_quote=..., ... Declared value asks for insurance where above zero.
    """

    service: str
    origin: str
    on: date
    weight_g: int
    destination: str | None = None
    zone: str | None = None
    size_mm: tuple[int, int, int] | None = None
    declared: int = 0
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    channel: str = "counter"


class FeeLine(NamedTuple):
    """One line of a fee with its own arithmetic; amounts in minor units.

    `unit_amount` is text when it is finer than a minor unit ("0.5"). `text` is keyed by language: zh, en.
    """

    code: str
    quantity: int
    unit_amount: int | str
    amount: int
    text: Mapping[str, str]


class Quote(NamedTuple):
    """A priced item: the sum of its lines is its total, in minor units of `currency`."""

    tariff: str
    tariff_hash: str
    tariff_name: Mapping[str, str]
    notice: Mapping[str, str]
    valid_from: date
    service: str
    service_name: Mapping[str, str]
    zone: str
    chargeable_weight_g: int
    currency: str
    total: int
    lines: tuple[FeeLine, ...]
    delivery_days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A fee that cannot be given, and why. Message and advice keyed by language: zh, en.

    Codes: no-route, no-tariff, unknown-service, too-heavy, too-light, too-long, too-large, not-available,
    option-not-offered, option-needs, option-excludes, declared-too-high, external-quote-needed, not-sold-here,
    zone-needed (the places do not tell it, a person must), bad-request (a value that makes no sense).
    """

    code: str
    message: Mapping[str, str]
    advice: Mapping[str, str]
    service: str = ""
