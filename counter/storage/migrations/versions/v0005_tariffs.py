"""Tariff versions, the lines of business that they price, and who did what to them."""

import sqlalchemy as sa
from alembic import op

from counter.storage.migrations.guards_0005 import guards

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables, then their guards."""
    op.create_table(
        "tariff_version",
        *map(_text, ("version_id", "status")),
        sa.Column("revision", _INT, nullable=False),
        *map(_text, ("content", "hash", "valid_from", "valid_to", "author", "approved_by", "changed_at", "origin")),
        sa.CheckConstraint("status IN ('draft', 'checked', 'approved', 'in-force')", name="tariff_version_status"),
        sa.CheckConstraint("approved_by <> author", name="tariff_version_two_people"),
        sa.CheckConstraint("revision > 0", name="tariff_version_revision"),
        sa.PrimaryKeyConstraint("version_id"),
        sqlite_strict=True,
    )
    op.create_index("tariff_version_by_status", "tariff_version", ["status"], unique=False)
    op.create_table(
        "tariff_line",
        *map(_text, ("version_id", "line")),
        sa.ForeignKeyConstraint(["version_id"], ["tariff_version.version_id"]),
        sa.PrimaryKeyConstraint("version_id", "line"),
        sqlite_strict=True,
    )
    op.create_index("tariff_line_by_line", "tariff_line", ["line"], unique=False)
    op.create_table(
        "tariff_act",
        *map(_text, ("act_id", "version_id", "act", "who", "at", "reason", "hash")),
        sa.PrimaryKeyConstraint("act_id"),
        sqlite_strict=True,
    )
    op.create_index("tariff_act_by_version", "tariff_act", ["version_id", "at"], unique=False)
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)
