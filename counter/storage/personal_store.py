"""Where people's data rest, and their erasure: the fields become NULL, the facts beside them stay."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, select, update

from counter.rules.retention import DataKind, Held
from counter.storage.contact_store import erase_contact, held_contacts
from counter.storage.customs_store import erase_customs, erase_papers, held_customs
from counter.storage.money_tables import correction
from counter.storage.tables import draft, item, sale
from counter.storage.trust_tables import identity, refusal
from tariffs.places import ISO_COUNTRIES, country_of

_PARTY = ("sender", "recipient", "sender_phone_index", "recipient_phone_index", "sender_name_index",
          "recipient_name_index")  # fmt: skip
UNMASKED_PAPERS = ("advice-of-receipt",)
"""The documents that name the parties whole: they go with them."""


class SqlPersonal:
    """People's data within one transaction, whatever table holds them."""

    def __init__(self, connection: Connection, home: str = "CN") -> None:
        self._connection = connection
        self._home = home

    def held(self) -> Iterator[Held]:
        """Everything of people that is still there, named table:row."""
        yield from self._items()
        yield from self._identities()
        yield from self._drafts()
        yield from self._refusals()
        yield from self._corrections()
        yield from held_contacts(self._connection)
        yield from held_customs(self._connection)

    def erase(self, one: Held) -> None:
        """Erase what `held` named."""
        table, _, row = one.item.partition(":")
        {
            "item": self._erase_item,
            "identity": self._erase_identity,
            "draft": self._erase_draft,
            "refusal": self._erase_refusal,
            "correction": self._erase_correction,
            "contact": self._erase_contact,
            "customs": self._erase_customs,
        }[table](row, one.kind)

    def _items(self) -> Iterator[Held]:
        query = select(
            item.c.item_id, item.c.destination, sale.c.business_date, item.c.sender, item.c.recipient, item.c.contents
        ).join(sale, sale.c.action_id == item.c.action_id)
        for row in self._connection.execute(query.where(_any(item, "sender", "recipient", "contents"))):
            day, abroad = date.fromisoformat(row.business_date), self._abroad(row.destination)
            if row.sender is not None or row.recipient is not None:
                yield Held(f"item:{row.item_id}", DataKind.PARTY, day, abroad)
            if row.contents is not None:
                yield Held(f"item:{row.item_id}", DataKind.DECLARATION, day, abroad)

    def _identities(self) -> Iterator[Held]:
        query = select(identity.c.identity_id, identity.c.last_used, identity.c.abroad_only)
        for row in self._connection.execute(query.where(_any(identity, "number", "name"))):
            day = date.fromisoformat(row.last_used)
            yield Held(f"identity:{row.identity_id}", DataKind.IDENTITY, day, bool(row.abroad_only))

    def _drafts(self) -> Iterator[Held]:
        for row in self._connection.execute(select(draft.c.action_id, draft.c.at)):
            yield Held(f"draft:{row.action_id}", DataKind.PARTY, date.fromisoformat(row.at[:10]), abroad=False)

    def _refusals(self) -> Iterator[Held]:
        query = select(refusal.c.action_id, refusal.c.business_date)
        for row in self._connection.execute(query.where(_any(refusal, "declared", "found", "sender"))):
            day = date.fromisoformat(row.business_date)
            yield Held(f"refusal:{row.action_id}", DataKind.PARTY, day, abroad=False)

    def _corrections(self) -> Iterator[Held]:
        query = select(correction.c.action_id, correction.c.business_date)
        for row in self._connection.execute(query.where(_any(correction, "before", "after"))):
            day = date.fromisoformat(row.business_date)
            yield Held(f"correction:{row.action_id}", DataKind.PARTY, day, abroad=False)

    def _abroad(self, destination: str) -> bool:
        country = country_of(destination)
        return country in ISO_COUNTRIES and country != self._home

    def _erase_item(self, row: str, kind: DataKind) -> None:
        columns = _PARTY if kind is DataKind.PARTY else ("contents",)
        self._empty(item, item.c.item_id == row, *columns)
        if kind is DataKind.PARTY:
            erase_papers(self._connection, row, UNMASKED_PAPERS)

    def _erase_identity(self, row: str, _kind: DataKind) -> None:
        self._empty(identity, identity.c.identity_id == row, "number", "name")

    def _erase_draft(self, row: str, _kind: DataKind) -> None:
        self._connection.execute(delete(draft).where(draft.c.action_id == row))

    def _erase_refusal(self, row: str, _kind: DataKind) -> None:
        self._empty(refusal, refusal.c.action_id == row, "declared", "found", "sender")

    def _erase_correction(self, row: str, _kind: DataKind) -> None:
        self._empty(correction, correction.c.action_id == row, "before", "after")

    def _erase_contact(self, row: str, _kind: DataKind) -> None:
        erase_contact(self._connection, row)

    def _erase_customs(self, row: str, _kind: DataKind) -> None:
        erase_customs(self._connection, row)

    def _empty(self, table: Any, where: Any, *columns: str) -> None:
        self._connection.execute(update(table).where(where).values(dict.fromkeys(columns)))


def _any(table: Any, *columns: str) -> Any:
    condition = table.c[columns[0]].is_not(None)
    for column in columns[1:]:
        condition = condition | table.c[column].is_not(None)
    return condition
