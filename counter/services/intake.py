"""Checks on an item before it may be priced and sold: parties, contents, inspection, weight."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from counter.domain.inspection import Inspection
from counter.domain.parties import Party
from counter.domain.sanitise import ascii_digits, clean_text
from counter.errors import Refused, Term, UsageError
from counter.services.acceptance import ItemRequest
from counter.services.numbering import is_recorded
from tariffs.listing import ServiceInfo

NAME_LIMIT = 60
PHONE_LIMIT = 30
ADDRESS_LIMIT = 160
CONTENTS_LIMIT = 120

_EMPTY = Party("", "", "")


def cleaned(item: ItemRequest) -> ItemRequest:
    """The item with every text of a person's sanitised. UsageError text-too-long names the field."""
    return replace(
        item,
        sender=_party(item.sender, "sender"),
        recipient=_party(item.recipient, "recipient"),
        contents=_text(item.contents, CONTENTS_LIMIT, Term("contents")),
    )


def check_item(item: ItemRequest, service: ServiceInfo) -> None:
    """Refuse what may not be sold as it stands."""
    for check in _CHECKS:
        check(item, service)


def _party(party: Party, who: str) -> Party:
    return Party(
        name=_text(party.name, NAME_LIMIT, Term(f"{who} name")),
        phone=ascii_digits(_text(party.phone, PHONE_LIMIT, Term(f"{who} phone"))),
        address=_text(party.address, ADDRESS_LIMIT, Term(f"{who} address")),
        region=_text(party.region, 10, Term(f"{who} region")),
        postcode=ascii_digits(_text(party.postcode, 12, Term(f"{who} postcode"))),
    )


def _text(text: str, limit: int, field: Term) -> str:
    if len(text) > 4 * limit or len(clean := clean_text(text, max_length=4 * limit)) > limit:
        raise UsageError(
            "text-too-long",
            "The {field} is too long: {length} characters, {limit} fit.",
            "Shorten it; what was typed is kept.",
            field=field,
            length=len(text),
            limit=limit,
        )
    return clean


def _check_weight(item: ItemRequest, _service: ServiceInfo) -> None:
    if item.weight.grams <= 0:
        raise Refused("no-weight", "The item has no weight.", "Put it on the scale and wait for a stable weight.")
    if item.weight.kind == "manual" and not (item.weight.reason and item.weight.entered_by):
        raise Refused("manual-weight", "A typed weight needs who typed it and why.", "Give a reason, or use the scale.")


def _check_parties(item: ItemRequest, service: ServiceInfo) -> None:
    if not service.needs_contents and not is_recorded(service, item):
        return
    parties: Iterable[tuple[str, Party]] = (("sender", item.sender), ("recipient", item.recipient))
    for who, party in parties:
        missing = next((name for name in ("name", "phone", "address") if not getattr(party, name)), None)
        if missing:
            raise Refused(
                "party-incomplete",
                "The {missing} is missing.",
                "Ask the customer, and fill in what is missing.",
                missing=Term(f"{who} {missing}"),
            )


def _check_contents(item: ItemRequest, service: ServiceInfo) -> None:
    if service.needs_contents and not item.contents:
        raise Refused("no-contents", "The contents are not declared.", "Ask what is inside, and write it down.")
    if not service.needs_contents and item.contents:
        raise Refused(
            "letter-contents",
            "A letter has no contents to declare.",
            "The secrecy of letters is protected: leave the contents empty.",
        )


def _check_inspection(item: ItemRequest, service: ServiceInfo) -> None:
    # Postal Law of China, article 25: contents are inspected before an item is taken charge of, letters apart.
    # What it must answer is asked again by inspection_check, where the rules are at hand.
    if service.needs_contents and (item.inspection is None or not item.inspection.passed):
        raise Refused(
            "not-inspected",
            "The contents have not passed inspection.",
            "Open the item with the sender and go through the checklist; refuse it if the sender declines.",
        )
    if not service.needs_contents and item.inspection is not None:
        _check_opened_letter(item.inspection)


def _check_opened_letter(inspection: Inspection) -> None:
    """Of a letter only whether the sender was asked to open it and what came of it is kept."""
    if inspection.result == "refused":
        raise Refused(
            "letter-unopened",
            "The sender declined to open the letter.",
            "A letter that must be looked at and is not opened is not accepted.",
        )
    if inspection.note or any(a.code != "letter-open" for a in inspection.answers):
        raise Refused(
            "letter-contents",
            "A letter has no contents to declare.",
            "The secrecy of letters is protected: leave the contents empty.",
        )


_CHECKS: tuple[Callable[[ItemRequest, ServiceInfo], None], ...] = (
    _check_weight,
    _check_parties,
    _check_contents,
    _check_inspection,
)
