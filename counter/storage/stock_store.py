"""Supplies in stock: the office's, whichever counter sells them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from counter.domain.supplies import StockMove
from counter.storage.locks import hold
from counter.storage.stock_tables import stock_move


class SqlStock:
    """Stock within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, code: str) -> None:
        """Keep others from moving a supply until this transaction ends; several in the order of their codes."""
        hold(self._connection, f"stock:{code}")

    def last(self, code: str) -> StockMove | None:
        """The newest change of a supply; its `after` is the stock."""
        found = self.moves(code, 1)
        return found[0] if found else None

    def add(self, moved: StockMove) -> None:
        """Write a change down; its journal entry must stand already. The database refuses one that doesn't continue."""
        row = {name: getattr(moved, name) for name in moved.__slots__}
        self._connection.execute(insert(stock_move), [row])

    def moves(self, code: str, limit: int = 100) -> Sequence[StockMove]:
        """The newest changes of a supply, newest first."""
        query = select(stock_move).where(stock_move.c.code == code).order_by(stock_move.c.seq.desc()).limit(limit)
        return [_move(row) for row in self._connection.execute(query).mappings()]

    def of_action(self, action_id: str) -> Sequence[StockMove]:
        """What an action moved."""
        query = select(stock_move).where(stock_move.c.action_id == action_id).order_by(stock_move.c.code)
        return [_move(row) for row in self._connection.execute(query).mappings()]


def _move(row: Mapping[Any, Any]) -> StockMove:
    return StockMove(**dict(row))
