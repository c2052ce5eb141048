"""Waiting one's turn where the database lets several write at once."""

from sqlalchemy import Connection, text


def hold(connection: Connection, name: str) -> None:
    """Hold a name until this transaction ends. SQLite's writer is alone already (BEGIN IMMEDIATE) and needs none.

    A transaction holds its counter first, then numbers, then an account or a sale, then supplies, then the spool:
    always in this order, so that two counters never wait for each other.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def counter_lock(counter: str) -> str:
    """The name under which a counter's chain is held."""
    return f"counter:{counter}"


NUMBERS = "numbers"
SPOOL = "spool"
