"""The address book on each database: what is kept once, found by any digest, erased whole, and never altered."""

import pytest
from sqlalchemy.exc import DBAPIError

from counter.domain.parties import Party
from counter.rules.retention import DataKind
from counter.storage.store import SqlStore

ONE = Party("李雷", "13912345678", "广东省广州市天河区体育西路1号", "CN-GD")
OTHER = Party("王芳", "13800005678", "北京市东城区东单北大街1号")


def _keep(store: SqlStore, contact_id: str, party: Party, digests: list[str], on: str, *, abroad: bool = False) -> None:
    with store.write() as uow:
        uow.contacts.keep(contact_id, party, digests, on, abroad=abroad)
        uow.commit()


def test_a_party_is_found_by_each_digest_the_latest_used_first(store: SqlStore) -> None:
    _keep(store, "a", ONE, ["phone-1", "last-4"], "2026-11-20", abroad=True)
    _keep(store, "b", OTHER, ["phone-2", "last-4"], "2026-11-21")
    with store.read() as uow:
        assert uow.contacts.of_digest("phone-1", 9) == [ONE]
        assert uow.contacts.of_digest("last-4", 9) == [OTHER, ONE]
        assert uow.contacts.of_digest("last-4", 1) == [OTHER]
        assert uow.contacts.of_digest("none", 9) == []
    _keep(store, "a", ONE, ["phone-1", "last-4"], "2026-11-22")
    with store.read() as uow:
        assert uow.contacts.of_digest("last-4", 9) == [ONE, OTHER]
        held = {one.item: one for one in uow.personal.held()}
    assert (held["contact:a"].accepted_on.isoformat(), held["contact:a"].abroad) == ("2026-11-22", False)
    assert held["contact:b"].kind is DataKind.PARTY


def test_a_party_is_erased_with_whatever_finds_it(store: SqlStore) -> None:
    _keep(store, "a", ONE, ["phone-1"], "2026-11-20")
    with store.write() as uow:
        for one in list(uow.personal.held()):
            uow.personal.erase(one)
        uow.commit()
    with store.read() as uow:
        assert uow.contacts.of_digest("phone-1", 9) == []
        assert list(uow.personal.held()) == []


@pytest.mark.parametrize(
    "attack",
    ["UPDATE contact SET contact_id = 'b'", "UPDATE contact_call SET digest = 'phone-2' WHERE contact_id = 'a'"],
)
def test_nobody_is_put_under_the_digest_of_another(store: SqlStore, attack: str) -> None:
    _keep(store, "a", ONE, ["phone-1"], "2026-11-20")
    with store.write() as uow, pytest.raises(DBAPIError):
        uow.connection.exec_driver_sql(attack)
