"""Domain values to JSON text and back, for columns that are kept but not searched."""

import json
from collections.abc import Mapping
from typing import Any

from counter.domain.inspection import Inspection, LookAnswer
from counter.domain.parties import Party
from counter.domain.sale import FeeCharged, SoldItem, Tender
from counter.domain.weight import Weight

_FACTS = ("service_name", "zone", "origin", "chargeable_weight_g", "size_mm", "declared", "currency", "options")
_TARIFF = ("tariff_name", "tariff_notice", "registered")
_TRUST = ("goods", "identity", "regime", "second_person")


def dumps(value: object) -> str:
    """Compact JSON; dataclasses with slots by their fields."""
    return _COMPACT.encode(value)


def party_text(party: Party) -> str:
    """A party as one text, to be encrypted."""
    return dumps(party)


def party(text: str) -> Party:
    """A party from its text."""
    return Party(**json.loads(text))


def tenders_text(tenders: tuple[Tender, ...]) -> str:
    """How a sale was paid, as text."""
    return dumps(tenders)


def tenders(text: str) -> tuple[Tender, ...]:
    """How a sale was paid."""
    return tuple(Tender(**t) for t in json.loads(text))


def item_facts(item: SoldItem) -> str:
    """All of an item that is neither personal nor a column of its own."""
    facts: dict[str, Any] = {name: getattr(item, name) for name in (*_FACTS, *_TARIFF, *_TRUST)}
    if item.supply:
        facts["supply"] = item.supply
    facts |= {"weight": item.weight, "fees": item.fees, "inspection": item.inspection}
    return dumps(facts)


def item(row: Mapping[str, Any], sender: Party, recipient: Party, contents: str) -> SoldItem:
    """An item from its row and its decrypted personal fields."""
    facts = json.loads(row["facts"])
    return SoldItem(
        item_id=row["item_id"],
        mail_number=row["mail_number"] or "",
        service=row["service"],
        destination=row["destination"],
        total=row["total"],
        tariff_id=row["tariff_id"],
        tariff_hash=row["tariff_hash"],
        sender=sender,
        recipient=recipient,
        contents=contents,
        weight=Weight(**facts.pop("weight")),
        fees=tuple(FeeCharged(**f) for f in facts.pop("fees")),
        inspection=_inspection(facts.pop("inspection")),
        size_mm=_size(facts.pop("size_mm")),
        options=tuple(facts.pop("options")),
        **facts,
    )


def _inspection(facts: dict[str, Any] | None) -> Inspection | None:
    if facts is None:
        return None
    answers = tuple(LookAnswer(**a) for a in facts.pop("answers"))
    return Inspection(**facts, answers=answers)


def _size(value: list[int] | None) -> tuple[int, int, int] | None:
    return None if value is None else (value[0], value[1], value[2])


def _plain(value: Any) -> dict[str, Any]:
    fields = getattr(type(value), "__dataclass_fields__", None)
    return dict(value) if fields is None else {name: getattr(value, name) for name in fields}


_COMPACT = json.JSONEncoder(default=_plain, ensure_ascii=False, separators=(",", ":"))
