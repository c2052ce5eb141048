"""Comparing the records that people look at with the entries that the chain covers."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from counter.storage import codec
from counter.storage.tables import item, journal, sale

_ITEM = ("service", "destination", "total")


def find_differing(connection: Connection) -> Iterator[tuple[str, int]]:
    """(counter, seq) of sale entries whose sale or items say something else, are missing, or are too many."""
    columns = [*sale.c, journal.c.payload, journal.c.actor, journal.c.kind, journal.c.counter.label("at_counter")]
    columns += [
        journal.c.seq.label("at_seq"),
        journal.c.action_id.label("entry_action"),
        journal.c.at.label("entry_at"),
    ]
    columns += [journal.c.business_date.label("entry_date")]
    items = [item.c[name].label(f"item_{name}") for name in (*_ITEM, "mail_number", "weight_g", "tariff_id")]
    columns += [*items, item.c.tariff_hash.label("item_tariff_hash"), item.c.line.label("item_line")]
    query = (
        select(*columns)
        .select_from(journal)
        .outerjoin(sale, sale.c.action_id == journal.c.action_id)
        .outerjoin(item, item.c.action_id == sale.c.action_id)
        .where(journal.c.kind == "sale")
        .order_by(journal.c.counter, journal.c.seq, item.c.line)
    )
    rows = connection.execution_options(stream_results=True).execute(query).mappings()
    for (counter, seq), group in groupby(rows, key=lambda r: (str(r["at_counter"]), int(r["at_seq"]))):
        if not _agrees(list(group)):
            yield counter, seq


def _agrees(rows: list[Mapping[Any, Any]]) -> bool:
    row = rows[0]
    try:
        facts = json.loads(row["payload"])
        tenders = [[t.kind, t.amount, t.reference] for t in codec.tenders(row["tenders"])]
        said = (facts["total"], facts["change"], facts["currency"], facts["request"], facts["tenders"])
        sold = facts["items"]
    except (KeyError, TypeError, ValueError):
        return False
    kept = (row["total"], row["change"], row["currency"], row["request_digest"], tenders)
    entry = (row["at_counter"], row["at_seq"], row["actor"], row["entry_at"], row["entry_date"])
    mine = (row["counter"], row["seq"], row["clerk"], row["at"], row["business_date"])
    return said == kept and entry == mine and [_item_said(i) for i in sold] == [_item_kept(r) for r in rows]


def _item_said(facts: Mapping[str, Any]) -> tuple[object, ...]:
    named = tuple(facts[name] for name in _ITEM)
    return (*named, facts["mail_number"] or None, facts["weight"][0], *facts["tariff"])


def _item_kept(row: Mapping[Any, Any]) -> tuple[object, ...]:
    named = tuple(row[f"item_{name}"] for name in _ITEM)
    return (*named, row["item_mail_number"], row["item_weight_g"], row["item_tariff_id"], row["item_tariff_hash"])
