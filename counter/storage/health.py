"""Asking the database whether it is whole."""

from sqlalchemy import Engine, text


def check(engine: Engine) -> list[str]:
    """Problems that the database itself finds; empty when it is whole."""
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        return []
    with engine.connect() as connection:
        integrity = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        keys = connection.execute(text("PRAGMA foreign_key_check")).all()
    problems = [str(line) for line in integrity if line != "ok"]
    return problems + [f"foreign key: {row[0]} row {row[1]}" for row in keys]
