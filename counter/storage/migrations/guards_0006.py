"""Guards of the address book: a party is kept or erased whole; nobody is put under another's telephone or name."""

from collections.abc import Sequence

from counter.storage.migrations.guards_0002 import no_replace, no_truncate

_FIXED = {"contact": "contact_id", "contact_call": "contact_id, digest"}
_KEYS = {
    "contact": "contact_id = NEW.contact_id",
    "contact_call": "contact_id = NEW.contact_id AND digest = NEW.digest",
}


def guards(dialect: str) -> Sequence[str]:
    """The statements that create these guards on one database dialect."""
    if dialect == "postgresql":
        return [
            *map(no_truncate, _FIXED),
            *(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
                for table, columns in _FIXED.items()
            ),
        ]
    return [
        *(no_replace(table, same) for table, same in _KEYS.items()),
        *(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE OF {columns} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is kept or erased, never changed'); END"
            for table, columns in _FIXED.items()
        ),
    ]
