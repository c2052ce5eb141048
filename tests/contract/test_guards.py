"""The database itself refuses what the code would never do; and the audit sees what the database was made to allow."""

from collections.abc import Iterator

import pytest
from sqlalchemy.exc import DBAPIError

from counter.services.audit import verify
from counter.storage.store import SqlStore
from tests.contract.facts import add_sale, entry

_ENTRY = (
    "INSERT {verb} INTO journal (counter, seq, action_id, kind, actor_kind, actor, business_date, at, payload, "
    "postings, prev_hash, hash) SELECT '01', {seq}, {action}, 'x', {actor}, 'x', 'd', 't', '{{}}', '', {prev}, {hash}"
)


def _entry(
    seq: str = "2", action: str = "'n'", actor: str = "'person'", prev: str = "head", hashed: str = "'h'"
) -> str:
    prev = "(SELECT hash FROM journal WHERE counter = '01' AND seq = 1)" if prev == "head" else prev
    return _ENTRY.format(verb="", seq=seq, action=action, actor=actor, prev=prev, hash=hashed)


ATTACKS = {
    "edit an entry": "UPDATE journal SET payload = '{}'",
    "edit an actor": "UPDATE journal SET actor = 'liqiang'",
    "delete an entry": "DELETE FROM journal",
    "edit a posting": "UPDATE posting SET amount = amount + 1",
    "delete a posting": "DELETE FROM posting",
    "edit a sale": "UPDATE sale SET total = 1",
    "delete a sale": "DELETE FROM sale",
    "edit an item's price": "UPDATE item SET total = 1",
    "edit an item's number": "UPDATE item SET mail_number = 'X'",
    "delete an item": "DELETE FROM item",
    "add a posting to a closed entry": "INSERT INTO posting VALUES ('01', 1, 9, 'cash:01', 5)",
    "leave a gap": _entry(seq="3"),
    "go back": _entry(seq="1"),
    "link to another": _entry(prev="'" + "0" * 64 + "'"),
    "an unknown kind of actor": _entry(actor="'clerk'"),
    "an action twice": _entry(action="'a1'"),
    "a hash twice": _entry(hashed="(SELECT hash FROM journal WHERE seq = 1)"),
    "a posting without an entry": "INSERT INTO posting VALUES ('01', 7, 1, 'cash:01', 0)",
    "spoil a block": "INSERT INTO number_block VALUES ('b', 'parcel', 'PA', '', 5, 9, 11, '')",
    "a state that is none": "INSERT INTO print_job VALUES "
    "('j', 1, 'a', '', 'd', 'r', 0, {blob}, 't', 'lost', 0, '', '')",
}

SQLITE_ATTACKS = {
    "replace an entry": _entry().replace("INSERT  INTO", "INSERT OR REPLACE INTO").replace("'n'", "'a1'"),
    "replace a sale": "INSERT OR REPLACE INTO sale SELECT action_id, counter, seq, clerk, business_date, at, 1, 0, "
    "currency, tenders, request_digest FROM sale",
    "replace an item": "INSERT OR REPLACE INTO item SELECT 'other', action_id, 2, mail_number, service, destination, "
    "weight_g, 1, tariff_id, tariff_hash, facts, sender, recipient, contents, NULL, NULL, NULL, NULL FROM item",
    "replace a posting": "INSERT OR REPLACE INTO posting SELECT counter, seq, line, account, amount + 1 FROM posting",
    "text in an amount": "INSERT INTO posting VALUES ('01', 2, 1, 'cash:01', 'much')",
}

POSTGRES_ATTACKS = {f"empty {t}": f"TRUNCATE {t} CASCADE" for t in ("journal", "posting", "sale", "item")}


@pytest.fixture
def sold(store: SqlStore) -> Iterator[SqlStore]:
    add_sale(store, "a1")
    yield store
    assert verify(store).ok, "the attack left a mark"
    assert store.balances() == {"cash:01": 2100, "postage:300": -2100}


def _attack(store: SqlStore, statement: str) -> None:
    blob = "x'00'" if store.engine.dialect.name == "sqlite" else "'\\x00'::bytea"
    with store.engine.connect().execution_options(counter_write=True) as connection:
        connection.exec_driver_sql(statement.replace("{blob}", blob))
        try:
            connection.commit()
        except DBAPIError:
            connection.invalidate()
            raise


@pytest.mark.parametrize("name", ATTACKS)
def test_the_database_refuses_to(sold: SqlStore, name: str) -> None:
    with pytest.raises(DBAPIError):
        _attack(sold, ATTACKS[name])


@pytest.mark.parametrize("name", [*SQLITE_ATTACKS, *POSTGRES_ATTACKS])
def test_this_database_refuses_to(sold: SqlStore, name: str) -> None:
    statement = {"sqlite": SQLITE_ATTACKS, "postgresql": POSTGRES_ATTACKS}[sold.engine.dialect.name].get(name)
    if statement is None:
        pytest.skip("this database has no such statement")
    with pytest.raises(DBAPIError):
        _attack(sold, statement)


def test_unbalanced_postings_let_no_entry_in(sold: SqlStore) -> None:
    with sold.engine.connect().execution_options(counter_write=True) as connection:
        connection.exec_driver_sql("INSERT INTO posting VALUES ('01', 2, 1, 'cash:01', 5)")
        connection.exec_driver_sql("INSERT INTO posting VALUES ('01', 2, 2, 'bank', -4)")
        with pytest.raises(DBAPIError, match="balance"):
            connection.exec_driver_sql(_entry())


def test_people_can_be_forgotten_while_the_item_stays(sold: SqlStore) -> None:
    _attack(sold, "UPDATE item SET sender = NULL, recipient = NULL, contents = NULL")
    with sold.read() as uow:
        found = uow.sales.item("PA10000000001")
        assert found is not None
        assert (found[1].sender.name, found[1].total) == ("", 2100)


def _without_guards(store: SqlStore, statement: str) -> None:
    """What somebody does who owns the database."""
    with store.engine.connect().execution_options(counter_write=True) as connection:
        if store.engine.dialect.name == "sqlite":
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
            for name in names:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for part in statement.split(";"):
            connection.exec_driver_sql(part)
        connection.commit()


OWNERS = {
    "edit the text": ("UPDATE journal SET payload = '{\"n\":2}' WHERE seq = 2", 2, "content-changed"),
    "edit the actor": ("UPDATE journal SET actor = 'liqiang' WHERE seq = 1", 1, "content-changed"),
    "edit a posting": ("UPDATE posting SET amount = 9 WHERE seq = 2 AND line = 1", 2, "postings-differ"),
    "delete postings": ("DELETE FROM posting WHERE seq = 1", 1, "postings-differ"),
    "delete an entry": ("DELETE FROM posting WHERE seq = 2; DELETE FROM journal WHERE seq = 2", 2, "sequence-gap"),
    "add a posting": ("INSERT INTO posting VALUES ('01', 3, 3, 'bank', 5)", 3, "postings-differ"),
    "change a hash": ("UPDATE journal SET hash = '0' WHERE seq = 2", 2, "hash-changed"),
    "change a link": ("UPDATE journal SET prev_hash = '0' WHERE seq = 3", 3, "link-broken"),
}


@pytest.mark.parametrize("name", OWNERS)
def test_the_audit_names_what_the_databases_owner_changed(store: SqlStore, name: str) -> None:
    with store.write() as uow:
        for _ in range(3):
            uow.journal.append(entry(("cash:01", 5), ("bank", -5)))
        uow.commit()
    assert verify(store).ok
    statement, seq, what = OWNERS[name]
    _without_guards(store, statement)
    broken = verify(store).broken
    assert (broken[0].counter, broken[0].seq, broken[0].what) == ("01", seq, what)


RECORDS = {
    "the total": "UPDATE sale SET total = 1",
    "the clerk": "UPDATE sale SET clerk = 'liqiang'",
    "the tenders": "UPDATE sale SET tenders = '[]'",
    "the day": "UPDATE sale SET business_date = '2026-11-21'",
    "an item's total": "UPDATE item SET total = 1",
    "an item's number": "UPDATE item SET mail_number = 'PA1'",
    "an item's weight": "UPDATE item SET weight_g = 1",
    "an item, deleted": "DELETE FROM item",
}


@pytest.mark.parametrize("name", RECORDS)
def test_the_audit_compares_what_people_look_at_with_the_chain(store: SqlStore, name: str) -> None:
    add_sale(store, "a1")
    assert verify(store).ok
    _without_guards(store, RECORDS[name])
    assert [(b.seq, b.what) for b in verify(store).broken] == [(1, "record-differs")]
    assert verify(store, records=False).ok
