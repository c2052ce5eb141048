"""Guards of the stock: rows are only added, each continues the one before it, and none falls below zero."""

from collections.abc import Sequence

from counter.storage.migrations.guards_0002 import no_replace, no_truncate

_BEFORE = "COALESCE((SELECT {what} FROM stock_move WHERE code = NEW.code ORDER BY seq DESC LIMIT 1), 0)"

_BROKEN = (
    f"NEW.seq <> {_BEFORE.format(what='seq')} + 1 OR NEW.after <> {_BEFORE.format(what='after')} + NEW.change "
    "OR NEW.after < 0"
)


def guards(dialect: str) -> Sequence[str]:
    """The statements that create these guards on one database dialect."""
    return _postgresql() if dialect == "postgresql" else _sqlite()


def _sqlite() -> list[str]:
    return [
        no_replace("stock_move", "code = NEW.code AND seq = NEW.seq"),
        f"CREATE TRIGGER stock_move_continues BEFORE INSERT ON stock_move WHEN {_BROKEN} "
        "BEGIN SELECT RAISE(ABORT, 'the stock does not continue'); END",
        "CREATE TRIGGER stock_move_no_update BEFORE UPDATE ON stock_move "
        "BEGIN SELECT RAISE(ABORT, 'stock_move is append-only'); END",
        "CREATE TRIGGER stock_move_no_delete BEFORE DELETE ON stock_move "
        "BEGIN SELECT RAISE(ABORT, 'stock_move is append-only'); END",
    ]


def _postgresql() -> list[str]:
    return [
        no_truncate("stock_move"),
        "CREATE FUNCTION stock_move_continues() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_BROKEN} THEN RAISE EXCEPTION 'the stock does not continue'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER stock_move_continues BEFORE INSERT ON stock_move "
        "FOR EACH ROW EXECUTE FUNCTION stock_move_continues()",
        "CREATE TRIGGER stock_move_fixed BEFORE DELETE OR UPDATE ON stock_move "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    ]
