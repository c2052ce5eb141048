"""Rows to write: entries, sales, jobs and blocks with what matters to a test."""

from dataclasses import replace
from datetime import date

from counter.domain.journal import SYSTEM, Actor, Json, NewEntry
from counter.domain.ledger import Posting
from counter.domain.numbers import NumberBlock
from counter.domain.parties import Party
from counter.domain.printing import PrintJob
from counter.domain.sale import FeeCharged, Sale, SoldItem, Tender
from counter.services.identifiers import new_action_id
from counter.storage.store import SqlStore
from tests.support import PASSED, RECIPIENT, SENDER, WEIGHT

DAY = date(2026, 11, 22)


def entry(*postings: tuple[str, int], kind: str = "test", action_id: str = "") -> NewEntry:
    lines = tuple(Posting(account, amount) for account, amount in postings)
    return NewEntry(action_id or new_action_id(), kind, SYSTEM, DAY, "2026-11-22T09:30:00+08:00", {"n": 1}, lines)


def block(kind: str = "parcel", first: int = 1, last: int = 9, block_id: str = "b1", counter: str = "") -> NumberBlock:
    return NumberBlock(block_id, kind, "PA", "", first, last, first, counter)


def sold(action_id: str, number: str = "PA10000000001", recipient: Party = RECIPIENT) -> SoldItem:
    return SoldItem(
        item_id=f"{action_id}/1", mail_number=number, service="300", service_name={"zh": "包裹", "en": "parcel"},
        zone="2", origin="CN-BJ", destination="CN-GD", weight=WEIGHT, chargeable_weight_g=3200, size_mm=(400, 300, 200),
        declared=0, currency="CNY", total=2100, fees=(FeeCharged("first-weight", 1, "2100", 2100, {"zh": "a"}),),
        options=("registered",), tariff_id="t", tariff_hash="h", tariff_name={"zh": "t"}, tariff_notice={},
        sender=SENDER, recipient=recipient, contents="衣服", inspection=PASSED, registered=True,
    )  # fmt: skip


def sale(action_id: str, counter: str = "01", number: str = "PA10000000001") -> Sale:
    return Sale(
        action_id, counter, "zhangmin", DAY.isoformat(), "2026-11-22T09:30:00+08:00", (sold(action_id, number),),
        (Tender("cash", 5000),), 2100, 2900, "CNY", "digest",
    )  # fmt: skip


def add_sale(store: SqlStore, action_id: str, counter: str = "01", number: str = "PA10000000001") -> Sale:
    """A sale as the checkout books it: entry, sale, items."""
    booked = sale(action_id, counter, number)
    new = entry((f"cash:{counter}", 2100), ("postage:300", -2100), kind="sale", action_id=action_id)
    new = replace(new, actor=Actor("person", booked.clerk), payload=sale_payload(booked))
    with store.write() as uow:
        booked = replace(booked, journal_seq=uow.journal.append(new).seq)
        uow.sales.add(booked)
        uow.commit()
    return booked


def sale_payload(booked: Sale) -> dict[str, Json]:
    """What the checkout writes down of a sale, as far as the audit compares it."""
    items: list[Json] = [
        {
            "mail_number": i.mail_number, "service": i.service, "destination": i.destination, "total": i.total,
            "weight": [i.weight.grams], "tariff": [i.tariff_id, i.tariff_hash],
        }
        for i in booked.items
    ]  # fmt: skip
    return {
        "items": items, "tenders": [[t.kind, t.amount, t.reference] for t in booked.tenders], "total": booked.total,
        "change": booked.change, "currency": booked.currency, "request": booked.request_digest,
    }  # fmt: skip


def job(action_id: str, copy_number: int = 0, number: str = "PA10000000001", role: str = "waybill") -> PrintJob:
    return PrintJob(
        f"{action_id}/{copy_number}/{number}", action_id, number, "waybill", role, copy_number, '{"x":"李雷"}', "t"
    )
