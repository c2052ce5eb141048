"""Customs declarations in a table: the body encrypted, erased with the declarations of its item."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from counter.rules.retention import DataKind, Held
from counter.storage.customs_tables import customs
from counter.storage.tables import item, print_job, sale
from counter.storage.vault import Vault

PAPERS = ("cn22", "cn23")
"""The documents that say unmasked what was declared, and by whom: they go with the declaration."""


class SqlCustoms:
    """Customs declarations within one transaction."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def add(self, item_id: str, form: str, body: str) -> None:
        """Keep the declaration of an item that stands already."""
        sealed = self._vault.seal("customs", item_id, "body", body)
        self._connection.execute(insert(customs), [{"item_id": item_id, "form": form, "body": sealed}])

    def find(self, item_id: str) -> tuple[str, str] | None:
        """The form and the body of an item's declaration; the body is empty once it was erased."""
        row = self._connection.execute(select(customs).where(customs.c.item_id == item_id)).first()
        if row is None:
            return None
        return row.form, "" if row.body is None else self._vault.open("customs", item_id, "body", row.body)


def held_customs(connection: Connection) -> Iterator[Held]:
    """Every declaration that is still there, for retention."""
    query = (
        select(customs.c.item_id, sale.c.business_date)
        .join(item, item.c.item_id == customs.c.item_id)
        .join(sale, sale.c.action_id == item.c.action_id)
        .where(customs.c.body.is_not(None))
    )
    for row in connection.execute(query):
        yield Held(f"customs:{row.item_id}", DataKind.DECLARATION, date.fromisoformat(row.business_date), abroad=True)


def erase_customs(connection: Connection, item_id: str) -> None:
    """Erase what an item's declaration says, and the papers that say it."""
    connection.execute(update(customs).where(customs.c.item_id == item_id).values(body=None))
    erase_papers(connection, item_id, PAPERS)


def erase_papers(connection: Connection, item_id: str, documents: Collection[str]) -> None:
    """Erase an item's print jobs of these documents, copies included."""
    sold = connection.execute(select(item.c.action_id, item.c.mail_number).where(item.c.item_id == item_id)).one()
    connection.execute(
        delete(print_job).where(
            print_job.c.action_id == sold.action_id,
            print_job.c.mail_number == (sold.mail_number or item_id),
            print_job.c.document.in_(documents),
        )
    )
