"""The stock on both databases: every row continues the one before it, and nothing takes one back."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from counter.domain.supplies import INTAKE, SALE, StockMove
from counter.errors import StorageTrouble
from counter.services.identifiers import new_action_id
from counter.services.supplies import move
from counter.storage.store import SqlStore
from tests.contract.conftest import OpenStore
from tests.contract.facts import entry

FIRST = StockMove("BOX1", 1, 10, 10, "intake", "s1", "t")
SECOND = StockMove("BOX1", 2, -3, 7, "sale", "s2", "t")


@pytest.fixture
def stocked(store: SqlStore) -> SqlStore:
    with store.write() as uow:
        for action in ("s1", "s2", "s3"):
            uow.journal.append(entry(action_id=action))
        uow.stock.hold("BOX1")
        uow.stock.add(FIRST)
        uow.stock.add(SECOND)
        uow.stock.add(replace(FIRST, code="BAG1", action_id="s3"))
        uow.commit()
    return store


def test_the_newest_row_is_the_stock(stocked: SqlStore) -> None:
    with stocked.read() as uow:
        assert uow.stock.last("BOX1") == SECOND
        assert uow.stock.last("TAPE") is None
        assert uow.stock.moves("BOX1") == [SECOND, FIRST]
        assert uow.stock.of_action("s1") == [FIRST]


def _add(store: SqlStore, move: StockMove) -> None:
    with store.write() as uow:
        uow.stock.add(move)
        uow.commit()


@pytest.mark.parametrize(
    "wrong",
    [
        replace(SECOND, seq=3, change=-8, after=-1, action_id="s3"),
        replace(SECOND, seq=3, change=-1, after=7, action_id="s3"),
        replace(SECOND, seq=4, change=-1, after=6, action_id="s3"),
        replace(SECOND, seq=2, change=-1, after=6, action_id="s3"),
        replace(SECOND, seq=3, change=-1, after=6, action_id="s3", kind="lost"),
        replace(SECOND, seq=3, change=-1, after=6, action_id="nobody"),
    ],
    ids=["below zero", "does not add up", "a gap", "a place taken", "a kind that is none", "no entry"],
)
def test_the_database_refuses_what_does_not_continue(stocked: SqlStore, wrong: StockMove) -> None:
    with pytest.raises(StorageTrouble):
        _add(stocked, wrong)
    with stocked.read() as uow:
        assert uow.stock.last("BOX1") == SECOND


@pytest.mark.parametrize(
    "statement",
    ["UPDATE stock_move SET after = after + 1", "DELETE FROM stock_move"],
)
def test_nobody_edits_the_stock(stocked: SqlStore, statement: str) -> None:
    with stocked.engine.connect().execution_options(counter_write=True) as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql(statement)
    with stocked.read() as uow:
        assert uow.stock.last("BOX1") == SECOND


BOXES, WANTED = 30, 25


def test_two_counters_sell_no_box_twice(open_store: OpenStore) -> None:
    first = open_store("01")
    with first.write() as uow:
        action = uow.journal.append(entry()).action_id
        for code in ("BAG1", "BOX1"):
            move(uow, code, BOXES, INTAKE, action, "t")
        uow.commit()
    sold: list[str] = []

    def sell(store: SqlStore) -> None:
        for _ in range(WANTED):
            with store.write() as uow:
                action = uow.journal.append(entry(action_id=new_action_id())).action_id
                for code in ("BAG1", "BOX1"):
                    uow.stock.hold(code)
                try:
                    for code in ("BAG1", "BOX1"):
                        move(uow, code, -1, SALE, action, "t")
                except ValueError:
                    continue
                uow.commit()
                sold.append(action)

    threads = [threading.Thread(target=sell, args=(open_store(counter),)) for counter in ("01", "02")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(sold) == BOXES
    with first.read() as uow:
        for code in ("BAG1", "BOX1"):
            moves = uow.stock.moves(code)
            assert [m.after for m in moves] == list(range(BOXES + 1))
            assert {m.action_id for m in moves} == {action, *sold}
