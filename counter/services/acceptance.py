"""What an acceptance asks for: one item or several, and how they are paid."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from counter.domain.identity import IdentityCheck
from counter.domain.inspection import Inspection
from counter.domain.parties import Party
from counter.domain.sale import Tender
from counter.domain.supplies import SupplyAsked
from counter.domain.weight import Weight
from counter.rules.customs import CustomsLine
from counter.rules.facts import Goods
from tariffs.quoting import OptionValue, QuoteRequest


@dataclass(frozen=True, slots=True)
class Customs:
    """What the sender declares for customs: a category of the forms, and a line for each kind of thing."""

    category: str
    lines: tuple[CustomsLine, ...]


@dataclass(frozen=True, slots=True)
class ItemRequest:
    """One item to accept; size in mm, declared value in minor units. `expected_total` is the fee the customer saw.

    `goods` are the facts of restricted goods by rule, `value` what contents sent abroad are worth in minor units where
    it was told, `indivisible` whether that is one thing that can't be parted, `customs` their declaration.
    """

    service: str
    weight: Weight
    sender: Party
    recipient: Party
    destination: str | None = None
    zone: str | None = None
    size_mm: tuple[int, int, int] | None = None
    contents: str = ""
    declared: int = 0
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    inspection: Inspection | None = None
    expected_total: int | None = None
    identity: IdentityCheck | None = None
    goods: Mapping[str, Goods] = field(default_factory=dict)
    value: int | None = None
    indivisible: bool = False
    customs: Customs | None = None


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """Items settled together with one payment; `action_id` is made before it is tried.

    `shown` names the notices that the customer was shown, with their versions. `supplies` are sold with the items, or
    alone.
    """

    action_id: str
    clerk: str
    items: tuple[ItemRequest, ...]
    tenders: tuple[Tender, ...]
    shown: tuple[str, ...] = ()
    supplies: tuple[SupplyAsked, ...] = ()


def quote_request(item: ItemRequest, origin: str, on: date) -> QuoteRequest:
    """The tariff question that an item asks on a business date."""
    return QuoteRequest(
        service=item.service,
        origin=origin,
        on=on,
        weight_g=item.weight.grams,
        destination=item.destination,
        zone=item.zone,
        size_mm=item.size_mm,
        declared=item.declared,
        options=item.options,
    )
