"""Closing every encrypted field anew with the key in use, a few rows a transaction, while counters go on working."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, select, update

from counter.storage import contact_tables, customs_tables, money_tables, trust_tables
from counter.storage.store import SqlStore
from counter.storage.tables import metadata

BATCH = 100

assert money_tables.correction.metadata is trust_tables.identity.metadata is metadata
assert contact_tables.contact.metadata is customs_tables.customs.metadata is metadata


def places() -> Iterator[tuple[Table, Column[Any], tuple[str, ...]]]:
    """Every table with encrypted fields: the table, the column that names a row, and the fields."""
    for table in metadata.sorted_tables:
        sealed = tuple(c.name for c in table.columns if isinstance(c.type, LargeBinary))
        if sealed:
            (key,) = table.primary_key.columns
            yield table, key, sealed


def reseal(store: SqlStore) -> int:
    """Close every field that an older key closed with the newest; returns how many. A broken run is repeated."""
    return sum(_table(store, *place) for place in places())


def in_use(store: SqlStore) -> dict[int, int]:
    """How many fields each key closes now."""
    counts: dict[int, int] = {}
    # In a writer's transaction: what another has sealed and not committed yet is counted too.
    with store.write() as uow:
        for table, _key, columns in places():
            for column in columns:
                for (sealed,) in uow.connection.execute(select(table.c[column]).where(table.c[column].is_not(None))):
                    number = store.vault.key_of(sealed)
                    counts[number] = counts.get(number, 0) + 1
    return counts


def _table(store: SqlStore, table: Table, key: Column[Any], columns: tuple[str, ...]) -> int:
    done, after = 0, ""
    while True:
        with store.write() as uow:
            query = select(key, *(table.c[c] for c in columns)).where(key > after).order_by(key).limit(BATCH)
            rows = uow.connection.execute(query).mappings().all()
            for row in rows:
                changed = _resealed(store, table.name, str(row[key.name]), {c: row[c] for c in columns})
                if changed:
                    uow.connection.execute(update(table).where(key == row[key.name]).values(changed))
                    done += len(changed)
            uow.commit()
        if not rows:
            return done
        after = str(rows[-1][key.name])


def _resealed(store: SqlStore, table: str, row: str, fields: Mapping[str, bytes | None]) -> dict[str, bytes]:
    vault = store.vault
    old = {c: sealed for c, sealed in fields.items() if sealed is not None and vault.key_of(sealed) != vault.newest}
    return {c: vault.seal(table, row, c, vault.open(table, row, c, sealed)) for c, sealed in old.items()}
