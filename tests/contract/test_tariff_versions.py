"""What is in force never changes and never overlaps, on each database; two changes of one revision are one."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from counter.domain.tariff_version import TariffAct, TariffVersion
from counter.errors import StorageTrouble
from counter.storage.store import SqlStore

DRAFT = TariffVersion("t1", "draft", 1, "id = 't1'", "h1", "2026-11-22", "", "wangfang", "", "t", "shipped")
LINE = "300|CN|*||"


def _add(store: SqlStore, version: TariffVersion) -> None:
    with store.write() as uow:
        uow.tariffs.add(version)
        uow.commit()


def _publish(store: SqlStore, version_id: str, first: str, last: str = "") -> None:
    _add(store, replace(DRAFT, version_id=version_id, status="approved", approved_by="zhaolei"))
    with store.write() as uow:
        approved = uow.tariffs.get(version_id)
        assert approved is not None
        uow.tariffs.set_lines(version_id, [LINE])
        assert uow.tariffs.change(replace(approved, status="in-force", valid_from=first, valid_to=last))
        uow.commit()


def test_the_second_of_two_changes_of_one_revision_is_told(store: SqlStore) -> None:
    _add(store, DRAFT)
    with store.write() as uow:
        changed = uow.tariffs.change(replace(DRAFT, content="first"))
        assert changed is not None
        assert changed.revision == 2
        assert uow.tariffs.change(replace(DRAFT, content="second")) is None
        uow.commit()
    with store.read() as uow:
        assert uow.tariffs.get("t1") == changed


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE tariff_version SET content = 'x', revision = revision + 1",
        "UPDATE tariff_version SET hash = 'x', revision = revision + 1",
        "UPDATE tariff_version SET status = 'draft', revision = revision + 1",
        "UPDATE tariff_version SET valid_from = '2026-12-01', revision = revision + 1",
        "UPDATE tariff_version SET valid_to = '', revision = revision + 1",
        "UPDATE tariff_version SET valid_to = '2027-06-30', revision = revision + 1",
        "UPDATE tariff_version SET valid_to = '2026-11-30'",
        "DELETE FROM tariff_version",
        "DELETE FROM tariff_line",
        "UPDATE tariff_line SET line = 'x'",
        "INSERT INTO tariff_line VALUES ('t1', 'x')",
        "INSERT INTO tariff_version VALUES ('t2', 'in-force', 1, '', '', '', '', 'a', '', '', '')",
    ],
)
def test_what_is_in_force_does_not_change(store: SqlStore, attack: str) -> None:
    _publish(store, "t1", "2026-11-22", "2026-12-31")
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.execute(text(attack))
    with store.read() as uow:
        (kept,) = uow.tariffs.in_force()
        assert (kept.content, kept.valid_to, kept.revision) == ("id = 't1'", "2026-12-31", 2)


def test_what_is_in_force_may_end_sooner(store: SqlStore) -> None:
    _publish(store, "t1", "2026-11-22", "2026-12-31")
    with store.write() as uow:
        (old,) = uow.tariffs.in_force()
        assert uow.tariffs.change(replace(old, valid_to="2026-11-30")) is not None
        uow.commit()


@pytest.mark.parametrize(
    ("first", "last", "stands"),
    [
        ("2026-12-31", "", False),
        ("2026-11-01", "2026-11-22", False),
        ("2026-11-01", "", False),
        ("2027-01-01", "", True),
        ("2026-11-01", "2026-11-21", True),
        ("2026-12-10", "2026-12-09", True),
    ],
)
def test_two_versions_of_a_line_never_overlap(store: SqlStore, first: str, last: str, *, stands: bool) -> None:
    _publish(store, "t1", "2026-11-22", "2026-12-31")
    if stands:
        _publish(store, "t2", first, last)
    else:
        with pytest.raises(StorageTrouble):
            _publish(store, "t2", first, last)
    with store.read() as uow:
        assert len(uow.tariffs.in_force()) == 1 + stands


def test_acts_stay_as_they_were_written(store: SqlStore) -> None:
    act = TariffAct("a1", "t1", "draft", "wangfang", "2026-11-22T09:00:00+08:00", "new prices", "h1")
    with store.write() as uow:
        uow.tariffs.note(act)
        uow.commit()
    for attack in ("UPDATE tariff_act SET who = 'x'", "DELETE FROM tariff_act"):
        with pytest.raises(DBAPIError), store.engine.begin() as connection:
            connection.execute(text(attack))
    with store.read() as uow:
        assert uow.tariffs.acts("t1") == [act]


def test_a_draft_can_be_forgotten_and_an_approved_version_cannot(store: SqlStore) -> None:
    _add(store, DRAFT)
    _add(store, replace(DRAFT, version_id="t2", status="approved", approved_by="zhaolei"))
    with store.write() as uow:
        assert not uow.tariffs.discard("t1", 7)
        assert not uow.tariffs.discard("t2", 1)
        assert uow.tariffs.discard("t1", 1)
        uow.commit()
