"""Guards of identities, approvals, limited goods and refusals; and of goods without inspection or identity."""

from collections.abc import Sequence

from counter.storage.migrations.guards_0002 import no_replace, no_truncate

_FIXED = {
    "identity": "identity_id, person_index, number_index, document, read_by, checked_by, approved_by, at",
    "identity_seen": "action_id, identity_id, clerk, at",
    "approval": "approval_id, code, action_id, digest, requester, approver, reason, at",
    "approval_use": "approval_id, used_for, at",
    "posted_limited": "item_id, code, person, business_date, at",
    "refusal": "action_id, counter, seq, clerk, business_date, at, code, mail_number, reference",
}

_KEYS = {
    "identity": "identity_id = NEW.identity_id",
    "identity_seen": "action_id = NEW.action_id AND identity_id = NEW.identity_id",
    "approval": "approval_id = NEW.approval_id",
    "approval_use": "approval_id = NEW.approval_id",
    "posted_limited": "item_id = NEW.item_id AND code = NEW.code",
    "refusal": "action_id = NEW.action_id",
}

_SQLITE_UNFIT = (
    "json_extract(NEW.facts, '$.goods') = 1 AND (COALESCE(json_extract(NEW.facts, '$.inspection.result'), '') "
    "<> 'passed' OR COALESCE(json_extract(NEW.facts, '$.identity'), '') = '')"
)
_POSTGRES_UNFIT = (
    "COALESCE(NEW.facts::jsonb ->> 'goods', '') = 'true' AND "
    "(COALESCE(NEW.facts::jsonb #>> '{inspection,result}', '') <> 'passed' "
    "OR COALESCE(NEW.facts::jsonb ->> 'identity', '') = '')"
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
        f"CREATE TRIGGER item_goods_fit BEFORE INSERT ON item WHEN {_SQLITE_UNFIT} "
        "BEGIN SELECT RAISE(ABORT, 'goods without inspection or identity'); END"
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
        "CREATE FUNCTION item_goods_fit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_POSTGRES_UNFIT} THEN RAISE EXCEPTION 'goods without inspection or identity'; END IF; "
        "RETURN NEW; END $$",
        "CREATE TRIGGER item_goods_fit BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION item_goods_fit()",
    ]
    return statements
