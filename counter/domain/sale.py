"""A settlement: the items accepted in it, how they were paid, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from counter.domain.inspection import Inspection
from counter.domain.parties import Party
from counter.domain.weight import Weight

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FeeCharged:
    """One fee line as charged; amounts in minor units, the text in zh and en."""

    code: str
    quantity: int
    unit_amount: str
    amount: int
    text: Text


@dataclass(frozen=True, slots=True)
class SoldItem:
    """One accepted item with all that priced it; `mail_number` is empty for ordinary (unrecorded) mail.

    `goods`: it has contents to inspect. `identity` names the registration or exemption it was accepted under, `regime`
    which law pays for its loss (universal, contract), `second_person` who approved something of it. `supply` is set on
    a line that is no mail at all: the code of what was sold from the stock.
    """

    item_id: str
    mail_number: str
    service: str
    service_name: Text
    zone: str
    origin: str
    destination: str
    weight: Weight
    chargeable_weight_g: int
    size_mm: tuple[int, int, int] | None
    declared: int
    currency: str
    total: int
    fees: tuple[FeeCharged, ...]
    options: tuple[str, ...]
    tariff_id: str
    tariff_hash: str
    tariff_name: Text
    tariff_notice: Text
    sender: Party
    recipient: Party
    contents: str
    inspection: Inspection | None
    registered: bool
    goods: bool = False
    identity: str = ""
    regime: str = ""
    second_person: str = ""
    supply: str = ""


@dataclass(frozen=True, slots=True)
class Tender:
    """A part of a payment in minor units; `reference` is the terminal's for card and QR."""

    kind: str
    amount: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Sale:
    """One committed settlement and where it stands in the journal."""

    action_id: str
    counter: str
    clerk: str
    business_date: str
    at: str
    items: tuple[SoldItem, ...]
    tenders: tuple[Tender, ...]
    total: int
    change: int
    currency: str
    request_digest: str
    journal_seq: int = 0
    journal_hash: str = ""
