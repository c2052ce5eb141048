"""Further guards: against SQLite's REPLACE, which deletes without asking, and PostgreSQL's TRUNCATE."""

from collections.abc import Sequence

_REPLACED = {
    "journal": "(counter = NEW.counter AND seq = NEW.seq) OR action_id = NEW.action_id OR hash = NEW.hash",
    "posting": "counter = NEW.counter AND seq = NEW.seq AND line = NEW.line",
    "sale": "action_id = NEW.action_id",
    "item": "item_id = NEW.item_id OR mail_number = NEW.mail_number",
}

_FIXED = ("journal", "posting", "sale", "item")


def guards(dialect: str) -> Sequence[str]:
    """The statements that create these guards on one database dialect."""
    if dialect == "postgresql":
        return [no_truncate(table) for table in _FIXED]
    return [no_replace(table, same) for table, same in _REPLACED.items()]


def no_replace(table: str, same: str) -> str:
    """SQLite: INSERT OR REPLACE removes the older row without firing its DELETE trigger; this one fires first."""
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: UNIQUE, and never replaced'); END"
    )


def no_truncate(table: str) -> str:
    """PostgreSQL: TRUNCATE fires no row trigger."""
    return (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
