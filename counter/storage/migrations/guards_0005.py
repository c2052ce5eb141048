"""Guards of tariff versions: what is in force never changes, never overlaps, and only ever ends sooner."""

from collections.abc import Sequence

from counter.storage.migrations.guards_0002 import no_replace, no_truncate

_KEYS = {
    "tariff_version": "version_id = NEW.version_id",
    "tariff_line": "version_id = NEW.version_id AND line = NEW.line",
    "tariff_act": "act_id = NEW.act_id",
}

_CONTENT = ("version_id", "content", "hash", "author", "approved_by", "origin")

_CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _CONTENT)

_UNLAWFUL = (
    f"(OLD.status IN ('approved', 'in-force') AND ({_CHANGED})) "
    "OR (OLD.status = 'in-force' AND (NEW.status <> 'in-force' OR NEW.valid_from <> OLD.valid_from "
    "OR (OLD.valid_to <> '' AND (NEW.valid_to = '' OR NEW.valid_to > OLD.valid_to)))) "
    "OR (OLD.status = 'approved' AND NEW.status NOT IN ('approved', 'in-force')) "
    "OR (NEW.status = 'in-force' AND OLD.status NOT IN ('approved', 'in-force')) "
    "OR NEW.revision <> OLD.revision + 1"
)

_OVERLAPS = (
    "NEW.status = 'in-force' AND (NEW.valid_to = '' OR NEW.valid_to >= NEW.valid_from) AND EXISTS ("
    "SELECT 1 FROM tariff_line mine JOIN tariff_line theirs ON theirs.line = mine.line "
    "JOIN tariff_version other ON other.version_id = theirs.version_id "
    "WHERE mine.version_id = NEW.version_id AND other.version_id <> NEW.version_id AND other.status = 'in-force' "
    "AND (other.valid_to = '' OR (other.valid_to >= other.valid_from AND other.valid_to >= NEW.valid_from)) "
    "AND (NEW.valid_to = '' OR NEW.valid_to >= other.valid_from))"
)

_BINDING = "EXISTS (SELECT 1 FROM tariff_version v WHERE v.version_id = {row}.version_id AND v.status = 'in-force')"


def guards(dialect: str) -> Sequence[str]:
    """The statements that create these guards on one database dialect."""
    return _postgresql() if dialect == "postgresql" else _sqlite()


def _sqlite() -> list[str]:
    statements = [no_replace(table, same) for table, same in _KEYS.items()]
    statements += [
        _abort("tariff_version_lawful", "UPDATE ON tariff_version", _UNLAWFUL, "a tariff in force does not change"),
        _abort("tariff_version_apart", "UPDATE ON tariff_version", _OVERLAPS, "two tariffs in force would overlap"),
        _abort(
            "tariff_version_begins",
            "INSERT ON tariff_version",
            "NEW.status = 'in-force'",
            "a tariff is published, never put in force as it comes",
        ),
        _abort(
            "tariff_version_kept",
            "DELETE ON tariff_version",
            "OLD.status IN ('approved', 'in-force')",
            "a tariff that was approved is kept",
        ),
        _abort("tariff_act_no_update", "UPDATE ON tariff_act", "1", "tariff_act is append-only"),
        _abort("tariff_act_no_delete", "DELETE ON tariff_act", "1", "tariff_act is append-only"),
    ]
    for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        statements.append(
            _abort(
                f"tariff_line_no_{verb.lower()}",
                f"{verb} ON tariff_line",
                _BINDING.format(row=row),
                "a tariff in force does not change",
            )
        )
    return statements


def _abort(name: str, event: str, condition: str, message: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _postgresql() -> list[str]:
    refuse = "RAISE EXCEPTION '{}'; END IF;"
    changed = (
        f"IF {_UNLAWFUL} THEN {refuse.format('a tariff in force does not change')} "
        f"IF {_OVERLAPS} THEN {refuse.format('two tariffs in force would overlap')} RETURN NEW;"
    )
    added = f"IF NEW.status = 'in-force' THEN {refuse.format('a tariff is published')} RETURN NEW;"
    dropped = (
        f"IF OLD.status IN ('approved', 'in-force') THEN {refuse.format('a tariff that was approved is kept')} "
        "RETURN OLD;"
    )
    line = (
        f"IF TG_OP <> 'INSERT' THEN IF {_BINDING.format(row='OLD')} THEN "
        f"{refuse.format('a tariff in force does not change')} END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; "
        f"IF {_BINDING.format(row='NEW')} THEN {refuse.format('a tariff in force does not change')} RETURN NEW;"
    )
    statements = [no_truncate(table) for table in _KEYS]
    for name, event, body in (
        ("tariff_version_change", "UPDATE ON tariff_version", changed),
        ("tariff_version_begins", "INSERT ON tariff_version", added),
        ("tariff_version_kept", "DELETE ON tariff_version", dropped),
        ("tariff_line_fixed", "INSERT OR UPDATE OR DELETE ON tariff_line", line),
    ):
        statements.append(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$")
        statements.append(f"CREATE TRIGGER {name} BEFORE {event} FOR EACH ROW EXECUTE FUNCTION {name}()")
    statements.append(
        "CREATE TRIGGER tariff_act_fixed BEFORE DELETE OR UPDATE ON tariff_act "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    return statements
