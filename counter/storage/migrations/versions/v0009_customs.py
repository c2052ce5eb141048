"""Customs declarations: which form, and what was declared, encrypted."""

import sqlalchemy as sa
from alembic import op

from counter.storage.migrations.guards_0009 import guards

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, then its guards."""
    op.create_table(
        "customs",
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("form IN ('CN22', 'CN23')", name="customs_form"),
        sa.ForeignKeyConstraint(["item_id"], ["item.item_id"]),
        sa.PrimaryKeyConstraint("item_id"),
        sqlite_strict=True,
    )
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)
