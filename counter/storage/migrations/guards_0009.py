"""Guards of customs declarations: one an item, its form fixed, its body only ever emptied."""

from collections.abc import Sequence

from counter.storage.migrations.guards_0002 import no_replace, no_truncate


def guards(dialect: str) -> Sequence[str]:
    """The statements that create these guards on one database dialect."""
    if dialect == "postgresql":
        return [
            no_truncate("customs"),
            "CREATE TRIGGER customs_fixed BEFORE DELETE OR UPDATE OF item_id, form ON customs "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        ]
    return [
        no_replace("customs", "item_id = NEW.item_id"),
        "CREATE TRIGGER customs_fixed BEFORE UPDATE OF item_id, form ON customs "
        "BEGIN SELECT RAISE(ABORT, 'customs is append-only'); END",
        "CREATE TRIGGER customs_kept BEFORE DELETE ON customs BEGIN SELECT RAISE(ABORT, 'customs is append-only'); END",
    ]
