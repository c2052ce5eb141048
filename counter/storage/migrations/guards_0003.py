"""Guards of what is put right after a sale: append-only, and never more given back than was taken."""

from collections.abc import Sequence

from counter.storage.migrations.guards_0002 import no_replace, no_truncate

_FIXED = {
    "correction": "action_id, kind, sale_action_id, item_id, mail_number, counter, seq, at, business_date, clerk, "
    "approver, reason, request_digest, facts",
    "refund_line": "action_id, line, sale_action_id, item_id, code, amount",
    "tender_reference": "kind, reference, business_date, action_id",
}

_KEYS = {
    "correction": "action_id = NEW.action_id",
    "refund_line": "action_id = NEW.action_id AND line = NEW.line",
    "tender_reference": "kind = NEW.kind AND reference = NEW.reference AND business_date = NEW.business_date",
}

_TOO_MUCH = (
    "NEW.amount + COALESCE((SELECT SUM(amount) FROM refund_line WHERE item_id = NEW.item_id), 0) "
    "> COALESCE((SELECT total FROM item WHERE item_id = NEW.item_id), 0)"
)


def guards(dialect: str) -> Sequence[str]:
    """The statements that create these guards on one database dialect."""
    return _postgresql() if dialect == "postgresql" else _sqlite()


def _sqlite() -> list[str]:
    statements = [no_replace(table, same) for table, same in _KEYS.items()]
    for table, columns in _FIXED.items():
        statements += [
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
        ]
    statements.append(
        f"CREATE TRIGGER refund_within BEFORE INSERT ON refund_line WHEN {_TOO_MUCH} "
        "BEGIN SELECT RAISE(ABORT, 'more than remains'); END"
    )
    return statements


def _postgresql() -> list[str]:
    statements = [no_truncate(table) for table in _FIXED]
    for table, columns in _FIXED.items():
        statements.append(
            f"CREATE TRIGGER {table}_fixed BEFORE DELETE OR UPDATE OF {columns} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    statements += [
        "CREATE FUNCTION refund_within() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_TOO_MUCH} THEN RAISE EXCEPTION 'more than remains'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER refund_within BEFORE INSERT ON refund_line FOR EACH ROW EXECUTE FUNCTION refund_within()",
    ]
    return statements
