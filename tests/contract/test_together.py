"""Several counters on one database at once: nothing lost, nothing doubled, no gap."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest

from counter.errors import StorageTrouble
from counter.services.audit import verify
from counter.services.identifiers import new_action_id
from counter.storage.store import SqlStore
from tests.contract.conftest import OpenStore, PostgresServer
from tests.contract.facts import add_sale, block, entry, job

SALES = 25


def _at_once(*works: Callable[[], None]) -> None:
    errors: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told below, in the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(w,)) for w in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not errors, errors


def _sell(store: SqlStore, counter: str, taken: list[str], kinds: tuple[str, str]) -> None:
    for _ in range(SALES):
        with store.write() as uow:
            action = new_action_id()
            numbers = [uow.numbers.take(kind) for kind in kinds]
            uow.journal.append(entry((f"cash:{counter}", 5), ("postage:300", -5), action_id=action))
            uow.jobs.add([job(action, number=str(n)) for n in numbers])
            uow.commit()
            taken += [str(n) for n in numbers]


def test_two_counters_and_a_second_window_of_one(open_store: OpenStore) -> None:
    first = open_store("01")
    with first.write() as uow:
        for n in range(3):
            uow.numbers.add_block(block("parcel", 100 * n, 100 * n + 24, f"p{n}"))
            uow.numbers.add_block(block("letter", 500 + 100 * n, 524 + 100 * n, f"x{n}"))
        uow.commit()
    taken: list[str] = []
    forward, backward = ("parcel", "letter"), ("letter", "parcel")
    windows = [
        (open_store("01"), "01", forward),
        (open_store("02"), "02", backward),
        (open_store("01"), "01", backward),
    ]
    _at_once(*(lambda s=s, c=c, k=k: _sell(s, c, taken, k) for s, c, k in windows))
    assert [n for n, times in Counter(taken).items() if times > 1] == []
    assert len(taken) == 6 * SALES
    assert "None" not in taken, "a counter was told that a series was empty while it was not"
    assert [e.seq for e in first.entries("01")] == list(range(1, 2 * SALES + 1))
    assert [e.seq for e in first.entries("02")] == list(range(1, SALES + 1))
    assert verify(first).ok
    assert first.balances() == {"cash:01": 10 * SALES, "cash:02": 5 * SALES, "postage:300": -15 * SALES}


def test_the_same_action_at_two_counters_is_booked_once(open_store: OpenStore) -> None:
    outcomes: list[str] = []

    def book(store: SqlStore, counter: str) -> None:
        try:
            add_sale(store, "same", counter)
            outcomes.append("booked")
        except StorageTrouble as error:
            outcomes.append(error.code)

    one, two = open_store("01"), open_store("02")
    _at_once(lambda: book(one, "01"), lambda: book(two, "02"))
    assert sorted(outcomes) == ["booked", "storage-failed"]
    assert sum(v for a, v in one.balances().items() if a.startswith("cash")) == 2100


def test_a_counter_that_loses_its_database_says_so_and_goes_on(postgres: PostgresServer, open_store: OpenStore) -> None:
    store = open_store("01")
    if store.engine.dialect.name != "postgresql":
        pytest.skip("SQLite is a file: there is no connection to lose")
    name = store.engine.url.database
    with pytest.raises(StorageTrouble, match="storage-failed"), store.write() as uow:  # noqa: PT012 - lost within it
        uow.journal.append(entry(("cash:01", 5), ("bank", -5)))
        postgres.psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        uow.journal.append(entry(("cash:01", 5), ("bank", -5)))
    assert store.balances() == {}
    with store.write() as uow:
        uow.journal.append(entry(("cash:01", 5), ("bank", -5)))
        postgres.psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        with pytest.raises(StorageTrouble, match="commit-unknown"):
            uow.commit()
    add_sale(store, "after")
    assert [e.action_id for e in store.entries("01")] == ["after"]
