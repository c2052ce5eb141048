"""The stock on both databases: every row continues the one before it, and nothing takes one back."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from counter.domain.supplies import StockMove
from counter.errors import StorageTrouble
from counter.storage.store import SqlStore
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
