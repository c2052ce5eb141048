"""Frozen facts that a document is made from: strings and integers only, filled by services, masked already.

A snapshot is taken once, at the sale; an original and each copy of it are rendered from the same snapshot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Text = Mapping[str, str]
"""A text in the languages that can be printed: keys zh and en."""


@dataclass(frozen=True, slots=True)
class Office:
    """Who prints: the head of every document."""

    name: Text
    code: str
    counter: str
    phone: str = ""
    extra_lines: tuple[str, ...] = ()
    training: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A sender or recipient as paper may show them: masked (GB/T 41833-2022)."""

    name: str
    phone: str
    address: str
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One fee line with its arithmetic in words; the amount in minor units."""

    code: str
    text: Text
    amount: int


@dataclass(frozen=True, slots=True)
class Waybill:
    """The label of one item. Weights in grams, sizes in mm, money in minor units, times as they print."""

    office: Office
    mail_number: str
    service_code: str
    service_name: Text
    zone: str
    route: Text
    sender: Party
    recipient: Party
    weight_text: str
    weight_manual: bool
    chargeable_weight_g: int
    currency: str
    fees: tuple[FeeRow, ...]
    total: int
    contents: str
    inspection_mark: str
    clerk: str
    accepted_at: str
    business_date: str
    tariff_name: Text
    tariff_notice: Text
    size_mm: tuple[int, int, int] | None = None
    services: tuple[Text, ...] = ()
    payer: str = "sender"
    due_from_recipient: int = 0
    cash_on_delivery: int = 0
    declared: int = 0
    second_person: str = ""
    terms: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReceiptItem:
    """One accepted item or supply on a receipt."""

    mail_number: str
    service_name: Text
    route: Text
    weight_text: str
    weight_manual: bool
    fees: tuple[FeeRow, ...]
    total: int
    registered: bool = False
    tariff_name: Text = field(default_factory=dict)
    tariff_notice: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TenderRow:
    """How a part was paid: cash, card, qr, cheque, stamps, account, recipient; with the terminal's reference."""

    kind: str
    amount: int
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The sender's receipt of one settlement. Totals come from the ledger's rows."""

    office: Office
    receipt_number: str
    items: tuple[ReceiptItem, ...]
    total: int
    currency: str
    tenders: tuple[TenderRow, ...]
    change: int
    clerk: str
    accepted_at: str
    business_date: str
    journal_seq: int
    chain_code: str
    compensation_rule: Text = field(default_factory=dict)
    second_person: str = ""
