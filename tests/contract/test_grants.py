"""On PostgreSQL a counter's role sells, and can't change what was booked even with every trigger gone."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import ProgrammingError

from counter.errors import UsageError
from counter.services.audit import verify
from counter.storage.grants import grants
from counter.storage.store import SqlStore
from counter.storage.vault import Vault
from tests.contract.conftest import PostgresServer
from tests.contract.facts import add_sale, block, job

FORBIDDEN = [
    "UPDATE journal SET payload = '{}'",
    "DELETE FROM journal",
    "UPDATE posting SET amount = 0",
    "TRUNCATE posting",
    "UPDATE sale SET total = 1",
    "UPDATE item SET total = 1",
    "DELETE FROM item",
    "ALTER TABLE journal DISABLE TRIGGER ALL",
    "DROP TABLE journal",
]


@pytest.fixture
def office(postgres: PostgresServer) -> SqlStore:
    url = postgres.new_database()
    owner = SqlStore(url, Vault(b"k" * 32), "01")
    with owner.engine.connect() as connection:
        if not connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = 'counters'").first():
            connection.exec_driver_sql("CREATE ROLE counters LOGIN")
        for statement in grants("counters"):
            connection.exec_driver_sql(statement)
        connection.commit()
    owner.close()
    return SqlStore(url.replace("postgres:@", "counters:@"), Vault(b"k" * 32), "01")


def _run(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()


def test_a_counters_role_can_work_and_cannot_rewrite(office: SqlStore) -> None:
    with office.write() as uow:
        uow.numbers.add_block(block())
        assert uow.numbers.take("parcel") == "PA00000000001"
        uow.jobs.add([job("a1")])
        uow.commit()
    add_sale(office, "a1")
    for statement in FORBIDDEN:
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
            _run(office.engine, statement)
    _run(office.engine, "UPDATE item SET sender = NULL")
    assert verify(office).ok
    office.close()


def test_a_role_is_a_plain_name() -> None:
    with pytest.raises(UsageError, match="role-wrong"):
        grants("x; DROP TABLE journal")
