"""What the journal says of a sale: amounts, texts, tariffs and decisions; of people only keyed digests."""

from datetime import date

from counter.domain.journal import Actor, Json, NewEntry
from counter.domain.parties import Party
from counter.domain.plain import plain, plain_text
from counter.domain.sale import Sale, SoldItem
from counter.services.booking import sale_postings
from counter.services.ports import Sealer


def sale_entry(sale: Sale, day: date, notices: Json, sealer: Sealer) -> NewEntry:
    """The entry of a sale, with its balanced postings."""
    payload: dict[str, Json] = {
        "items": [_item(i, sealer) for i in sale.items],
        "tenders": [[t.kind, t.amount, t.reference] for t in sale.tenders],
        "total": sale.total,
        "change": sale.change,
        "currency": sale.currency,
        "request": sale.request_digest,
        "notices": notices,
    }
    return NewEntry(
        action_id=sale.action_id,
        kind="sale",
        actor=Actor("person", sale.clerk),
        business_date=day,
        at=sale.at,
        payload=payload,
        postings=sale_postings(sale.counter, sale.items, sale.tenders, sale.change),
    )


def _item(item: SoldItem, sealer: Sealer) -> dict[str, Json]:
    weight = item.weight
    return {
        "mail_number": item.mail_number,
        "service": item.service,
        "zone": item.zone,
        "destination": item.destination,
        "weight": [weight.grams, weight.shown, weight.kind, weight.raw_hex, weight.reason, weight.approved_by],
        "chargeable_weight_g": item.chargeable_weight_g,
        "declared": item.declared,
        "total": item.total,
        "fees": [[f.code, f.quantity, f.unit_amount, f.amount] for f in item.fees],
        "tariff": [item.tariff_id, item.tariff_hash],
        "inspection": plain(item.inspection),
        "identity": item.identity,
        "regime": item.regime,
        "second_person": item.second_person,
        # So that they can be forgotten while the chain stays whole.
        "people": {"sender": _digest(item.sender, sealer), "recipient": _digest(item.recipient, sealer)},
    }


def _digest(party: Party, sealer: Sealer) -> str:
    return sealer.digest("party", plain_text({"party": party}))
