"""The address book in tables: a party encrypted once, found by any of its digests, erased whole."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from counter.domain.parties import Party
from counter.rules.retention import DataKind, Held
from counter.storage import codec
from counter.storage.contact_tables import contact, contact_call
from counter.storage.vault import Vault


class SqlContacts:
    """The address book within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def keep(self, contact_id: str, party: Party, digests: Sequence[str], on: str, *, abroad: bool) -> None:
        """Keep a party with the digests that find it, or note that one that is kept was used again."""
        row = self._connection.execute(select(contact).where(contact.c.contact_id == contact_id)).first()
        if row is not None:
            used = {"last_used": max(on, row.last_used), "abroad_only": int(row.abroad_only and abroad)}
            self._connection.execute(update(contact).where(contact.c.contact_id == contact_id).values(used))
            return
        sealed = self._vault.seal("contact", contact_id, "party", codec.party_text(party))
        new = {"contact_id": contact_id, "party": sealed, "last_used": on, "abroad_only": int(abroad)}
        self._connection.execute(insert(contact), [new])
        rows = [{"contact_id": contact_id, "digest": digest} for digest in digests]
        self._connection.execute(insert(contact_call), rows)

    def of_digest(self, digest: str, limit: int) -> Sequence[Party]:
        """The parties that a digest finds, the latest used first."""
        query = (
            select(contact.c.contact_id, contact.c.party)
            .join(contact_call, contact_call.c.contact_id == contact.c.contact_id)
            .where(contact_call.c.digest == digest)
            .order_by(contact.c.last_used.desc(), contact.c.contact_id)
            .limit(limit)
        )
        rows = self._connection.execute(query).all()
        return [codec.party(self._vault.open("contact", r.contact_id, "party", r.party)) for r in rows]


def held_contacts(connection: Connection) -> Iterator[Held]:
    """Every party of the address book, for retention: kept as long as the data of its last item."""
    for row in connection.execute(select(contact.c.contact_id, contact.c.last_used, contact.c.abroad_only)):
        day = date.fromisoformat(row.last_used)
        yield Held(f"contact:{row.contact_id}", DataKind.PARTY, day, bool(row.abroad_only))


def erase_contact(connection: Connection, contact_id: str) -> None:
    """Erase a party and whatever finds it."""
    connection.execute(delete(contact_call).where(contact_call.c.contact_id == contact_id))
    connection.execute(delete(contact).where(contact.c.contact_id == contact_id))
