"""Supplies in stock."""

import sqlalchemy as sa
from alembic import op

from counter.storage.migrations.guards_0007 import guards

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table, then its guards."""
    op.create_table(
        "stock_move",
        _text("code"),
        sa.Column("seq", _INT, autoincrement=False, nullable=False),
        sa.Column("change", _INT, nullable=False),
        sa.Column("after", _INT, nullable=False),
        *map(_text, ("kind", "action_id", "at")),
        sa.CheckConstraint("after >= 0", name="stock_move_not_below_zero"),
        sa.CheckConstraint("kind IN ('intake', 'count', 'sale', 'return')", name="stock_move_kind"),
        sa.ForeignKeyConstraint(["action_id"], ["journal.action_id"]),
        sa.PrimaryKeyConstraint("code", "seq"),
        sqlite_strict=True,
    )
    op.create_index("stock_move_by_action", "stock_move", ["action_id"], unique=False)
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)
