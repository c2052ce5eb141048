"""A DB-API driver over apsw, as far as SQLAlchemy asks, so that the product runs on a file layer of ours.

The product's own driver (pysqlite3) has no such layer. The SQLite underneath is apsw's own build; everything above the
driver, and every pragma, is the product's.
"""

from collections.abc import Callable, Sequence
from typing import Any

import apsw
from sqlalchemy import Engine, create_engine, event

from counter.storage import engine as product

apilevel, threadsafety, paramstyle = "2.0", 1, "qmark"
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(int(n) for n in sqlite_version.split("."))
PARSE_DECLTYPES = PARSE_COLNAMES = 0
Binary = memoryview


class Error(Exception):
    """As DB-API has it."""


class InterfaceError(Error): ...


class DatabaseError(Error): ...


class OperationalError(DatabaseError): ...


class IntegrityError(DatabaseError): ...


class DataError(DatabaseError): ...


class InternalError(DatabaseError): ...


class ProgrammingError(DatabaseError): ...


class NotSupportedError(DatabaseError): ...


_INTEGRITY = (apsw.ConstraintError, apsw.MismatchError)
_DATABASE = (apsw.CorruptError, apsw.NotADBError)


def _translated(error: apsw.Error) -> DatabaseError:
    if isinstance(error, _INTEGRITY):
        return IntegrityError(str(error))
    if isinstance(error, _DATABASE):
        return DatabaseError(str(error))
    return OperationalError(f"{type(error).__name__}: {error}")


class Cursor:
    """One statement at a time, its rows fetched at once."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid = 0

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "Cursor":
        self._rows, self.description, self.rowcount = [], None, -1
        cursor = self._connection.cursor()
        cursor.exec_trace = self._traced
        before = self._connection.total_changes()
        try:
            self._rows = list(cursor.execute(sql, tuple(parameters)))
        except apsw.Error as error:
            raise _translated(error) from error
        if self.description is None:
            self.rowcount = self._connection.total_changes() - before
        return self

    def executemany(self, sql: str, many: Sequence[Sequence[Any]]) -> "Cursor":
        for parameters in many:
            self.execute(sql, parameters)
        return self

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int = 1) -> list[Any]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[Any]:
        taken, self._rows = self._rows, []
        return taken

    def close(self) -> None:
        self._rows = []

    def _traced(self, cursor: apsw.Cursor, _sql: str, _parameters: object) -> bool:
        # Before the first step: afterwards a statement without rows no longer tells its columns.
        columns = cursor.get_description()
        self.description = [(name, *[None] * 6) for name, _ in columns] or None
        return True


class Connection:
    """A connection that begins nothing by itself."""

    isolation_level: str | None = None

    def __init__(self, path: str, vfs: str) -> None:
        try:
            self._connection = apsw.Connection(path, vfs=vfs or None)
        except apsw.Error as error:
            raise _translated(error) from error

    def cursor(self) -> Cursor:
        return Cursor(self._connection)

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        return self.cursor().execute(sql, parameters)

    def create_function(self, *_args: Any, **_kwargs: Any) -> None:
        """The dialect brings REGEXP; the product doesn't use it."""

    def commit(self) -> None:
        if self._connection.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self._connection.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        try:
            self._connection.close()
        except apsw.Error as error:
            raise _translated(error) from error


class Driver:
    """This module as SQLAlchemy wants it, opening files through one named layer; the usual one where it is empty."""

    def __init__(self, vfs: str) -> None:
        self._vfs = vfs

    def __getattr__(self, name: str) -> Any:
        return globals()[name]

    def connect(self, path: str, **_options: Any) -> Connection:
        return Connection(path, self._vfs)


def engine_on(vfs: str, pragmas: Sequence[str] = ()) -> Callable[[str], Engine]:
    """Opens engines as the product does, on a file layer; `pragmas` weaken them, for controls."""

    def opened(url: str) -> Engine:
        engine = create_engine(url, module=Driver(vfs))
        event.listen(engine, "connect", product._prepare)
        event.listen(engine, "connect", lambda connection, _record: [connection.execute(p) for p in pragmas])
        event.listen(engine, "begin", product._begin)
        return engine

    return opened
