"""Triggers of the first schema: what was booked is never changed, and what is booked balances and links.

The application checks the same; these hold against every other way to the tables short of rewriting the database, which
the chain of hashes and its head kept elsewhere are for.
"""

from collections.abc import Sequence

_GENESIS = "0" * 64

_FIXED_TABLES = ("journal", "posting", "sale")

_ITEM_FACTS = (
    "item_id, action_id, line, mail_number, service, destination, weight_g, total, tariff_id, tariff_hash, facts"
)


def guards(dialect: str) -> Sequence[str]:
    """The statements that create the guards on one database dialect."""
    return _postgresql() if dialect == "postgresql" else _sqlite()


def _sqlite() -> list[str]:
    statements = []
    for table in _FIXED_TABLES:
        for verb in ("UPDATE", "DELETE"):
            statements.append(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    statements += [
        f"CREATE TRIGGER item_no_update BEFORE UPDATE OF {_ITEM_FACTS} ON item "
        "BEGIN SELECT RAISE(ABORT, 'an accepted item is never edited'); END",
        "CREATE TRIGGER item_no_delete BEFORE DELETE ON item "
        "BEGIN SELECT RAISE(ABORT, 'an accepted item is never deleted'); END",
        "CREATE TRIGGER posting_before_entry BEFORE INSERT ON posting WHEN EXISTS "
        "(SELECT 1 FROM journal WHERE counter = NEW.counter AND seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'the entry is closed'); END",
        "CREATE TRIGGER journal_balances BEFORE INSERT ON journal WHEN (SELECT COALESCE(SUM(amount), 0) FROM posting "
        "WHERE counter = NEW.counter AND seq = NEW.seq) <> 0 "
        "BEGIN SELECT RAISE(ABORT, 'the postings do not balance'); END",
        "CREATE TRIGGER journal_links BEFORE INSERT ON journal WHEN NEW.seq <> "
        "(SELECT COALESCE(MAX(seq), 0) + 1 FROM journal WHERE counter = NEW.counter) "
        "OR NEW.prev_hash <> COALESCE((SELECT hash FROM journal WHERE counter = NEW.counter AND seq = NEW.seq - 1), "
        f"'{_GENESIS}') BEGIN SELECT RAISE(ABORT, 'the entry does not continue the chain'); END",
    ]
    return statements


def _postgresql() -> list[str]:
    refuse = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME"
    statements = [_function("refuse_change", refuse)]
    statements += [_trigger(f"{table}_fixed", "UPDATE OR DELETE", table, "refuse_change") for table in _FIXED_TABLES]
    statements += [
        _trigger("item_fixed", f"DELETE OR UPDATE OF {_ITEM_FACTS}", "item", "refuse_change"),
        _function(
            "posting_before_entry",
            "IF EXISTS (SELECT 1 FROM journal WHERE counter = NEW.counter AND seq = NEW.seq) THEN "
            "RAISE EXCEPTION 'the entry is closed'; END IF; RETURN NEW",
        ),
        _trigger("posting_before_entry", "INSERT", "posting", "posting_before_entry"),
        _function(
            "journal_continues",
            "IF (SELECT COALESCE(SUM(amount), 0) FROM posting WHERE counter = NEW.counter AND seq = NEW.seq) <> 0 THEN "
            "RAISE EXCEPTION 'the postings do not balance'; END IF; "
            "IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal WHERE counter = NEW.counter) "
            "OR NEW.prev_hash <> COALESCE((SELECT hash FROM journal WHERE counter = NEW.counter "
            f"AND seq = NEW.seq - 1), '{_GENESIS}') THEN "
            "RAISE EXCEPTION 'the entry does not continue the chain'; END IF; RETURN NEW",
        ),
        _trigger("journal_continues", "INSERT", "journal", "journal_continues"),
    ]
    return statements


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$"


def _trigger(name: str, event: str, table: str, function: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
