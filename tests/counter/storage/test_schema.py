"""Migrations: each in one transaction with its record, killed at any statement; an old program refuses newer data."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from counter.errors import StorageTrouble
from counter.storage import schema
from counter.storage.engine import open_engine
from counter.storage.schema import HEAD, KNOWN, current, require_current, upgrade


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"sqlite:///{tmp_path / 'office.db'}")
    yield opened
    opened.dispose()


def _schema(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"))


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return current(connection)


class _Cut(Exception):
    """The power goes."""


@contextmanager
def _cut_at(engine: Engine, number: int) -> Iterator[list[int]]:
    """Let no more than so many writing statements through."""
    seen = [0]

    def before(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(("CREATE", "ALTER", "INSERT", "UPDATE", "DROP", "DELETE")):
            seen[0] += 1
            if seen[0] == number:
                raise _Cut

    event.listen(engine, "before_cursor_execute", before)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", before)


def test_the_programs_schema_is_the_newest_migration() -> None:
    folder = Path(schema.__file__).parent / "migrations" / "versions"
    versions = sorted(path.name[1:5] for path in folder.glob("v0*.py"))
    assert (HEAD, list(KNOWN)) == (versions[-1], versions)


def test_the_tables_of_the_code_are_those_of_the_migrations(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from counter.storage import store
    from counter.storage.tables import metadata

    assert store.SqlStore.__doc__, "every table module is loaded by the store"
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize(
    ("before", "after", "stride"), [*((a, b, 1) for a, b in pairwise(["", *KNOWN])), ("", HEAD, 19)]
)
def test_an_upgrade_cut_at_any_statement_leaves_the_old_schema_whole(
    engine: Engine, before: str, after: str, stride: int
) -> None:
    if before:
        upgrade(engine, before)
    old = _schema(engine)
    number = 1
    while True:
        with _cut_at(engine, number) as seen:
            try:
                upgrade(engine, after)
            except _Cut:
                pass
            else:
                break
        assert (_version(engine) or "") == before
        assert _schema(engine) == old
        number += stride
    assert number > seen[0] > 1
    assert _version(engine) == after


_KILLED = """
import os, signal, sys
from sqlalchemy import event
from counter.storage.engine import open_engine
from counter.storage.schema import upgrade
engine = open_engine("sqlite:///" + sys.argv[1])
seen = [0]
@event.listens_for(engine, "before_cursor_execute")
def before(connection, cursor, statement, *more):
    seen[0] += 1
    if seen[0] == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
upgrade(engine)
"""


@pytest.mark.parametrize("statement", [12, 60])
def test_a_killed_upgrade_can_be_done_again(tmp_path: Path, statement: int) -> None:
    path = tmp_path / "office.db"
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(path), str(statement)], check=False, env=os.environ)
    assert killed.returncode == -signal.SIGKILL
    engine = open_engine(f"sqlite:///{path}")
    assert _version(engine) is None
    assert upgrade(engine) == ""
    require_current(engine)
    engine.dispose()


def test_rows_of_the_first_schema_are_kept(engine: Engine) -> None:
    upgrade(engine, "0001")
    with engine.connect().execution_options(counter_write=True) as connection:
        connection.exec_driver_sql(
            "INSERT INTO print_job VALUES ('j', 1, 'a', '', 'x', 'x', 0, x'00', 't', 'queued', 0, '')"
        )
        connection.exec_driver_sql("INSERT INTO number_block VALUES ('b', 'parcel', 'PA', '', 1, 9, 3)")
        connection.commit()
    assert upgrade(engine) == "0001"
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT next_serial, counter FROM number_block").all() == [(3, "")]
        assert connection.exec_driver_sql("SELECT job_id FROM print_job").scalars().all() == ["j"]


def test_an_old_program_refuses_newer_data_and_old_data_ask_for_an_upgrade(engine: Engine) -> None:
    upgrade(engine, "0001")
    with pytest.raises(StorageTrouble, match="schema-old"):
        require_current(engine)
    upgrade(engine)
    with engine.connect().execution_options(counter_write=True) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for refused in (require_current, upgrade):
        with pytest.raises(StorageTrouble, match="schema-newer"):
            refused(engine)
