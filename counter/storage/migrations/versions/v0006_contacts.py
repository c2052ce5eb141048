"""The address book: encrypted parties, and the keyed digests that find them."""

import sqlalchemy as sa
from alembic import op

from counter.storage.migrations.guards_0006 import guards

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables, then their guards."""
    op.create_table(
        "contact",
        _text("contact_id"),
        sa.Column("party", sa.LargeBinary(), nullable=False),
        _text("last_used"),
        sa.Column("abroad_only", _INT, nullable=False),
        sa.PrimaryKeyConstraint("contact_id"),
        sqlite_strict=True,
    )
    op.create_table(
        "contact_call",
        *map(_text, ("contact_id", "digest")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.contact_id"]),
        sa.PrimaryKeyConstraint("contact_id", "digest"),
        sqlite_strict=True,
    )
    op.create_index("contact_call_by_digest", "contact_call", ["digest"], unique=False)
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)
