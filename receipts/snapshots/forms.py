"""What is printed beside the item: customs forms, advice of receipt, refusal slip, packing advice."""

from dataclasses import dataclass, field

from receipts.snapshots.base import Office, Party, Text


@dataclass(frozen=True, slots=True)
class CustomsItem:
    """One line of a customs declaration: net weight in grams, value in minor units."""

    description: str
    quantity: int
    net_weight_g: int
    value: int
    hs_code: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Cn22:
    """Customs declaration CN22: letter-post items below 300 SDR. `category` is a key of the form's tick boxes.

    Categories: gift, documents, sale, sample, returned, other.
    """

    office: Office
    mail_number: str
    category: str
    items: tuple[CustomsItem, ...]
    total_weight_g: int
    total_value: int
    currency: str
    signed_on: str
    explanation: str = ""
    sender_name: str = ""


@dataclass(frozen=True, slots=True)
class Cn23:
    """Customs declaration CN23: parcels, and letter-post items of 300 SDR or more."""

    office: Office
    mail_number: str
    sender: Party
    recipient: Party
    destination: Text
    category: str
    items: tuple[CustomsItem, ...]
    total_weight_g: int
    gross_weight_g: int
    total_value: int
    currency: str
    postal_charges: int
    charges_currency: str
    signed_on: str
    explanation: str = ""
    sender_reference: str = ""
    importer_reference: str = ""
    importer_contact: str = ""
    comments: str = ""
    licence: str = ""
    certificate: str = ""
    invoice: str = ""


@dataclass(frozen=True, slots=True)
class AdviceOfReceipt:
    """The card that the recipient signs and that goes back to the sender."""

    office: Office
    mail_number: str
    service_name: Text
    sender: Party
    recipient: Party
    posted_on: str
    clerk: str
    international: bool = False


@dataclass(frozen=True, slots=True)
class RefusalSlip:
    """An item that was not accepted: what, by which rule, what was done, and where to turn. Nothing was charged."""

    office: Office
    number: str
    declared: str
    found: str
    category: Text
    basis: Text
    action: Text
    where_to_turn: Text
    clerk: str
    refused_at: str
    business_date: str
    mail_number: str = ""
    second_person: str = ""
    journal_seq: int = 0


@dataclass(frozen=True, slots=True)
class PackingAdvice:
    """How to pack what the customer wants to send."""

    office: Office
    contents: str
    advice: tuple[Text, ...]
    clerk: str
    printed_at: str
    box: Text = field(default_factory=dict)
    mail_number: str = ""
    weight_text: str = ""
    size_mm: tuple[int, int, int] | None = None
