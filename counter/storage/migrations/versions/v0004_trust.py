"""Identities, approvals, limited goods, agreements, refusals; a PIN's lock that no clock can shorten."""

import sqlalchemy as sa
from alembic import op

from counter.storage.migrations.guards_0004 import guards

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables, then their guards."""
    op.add_column("staff", sa.Column("pin_watch", sa.Text(), nullable=False, server_default=""))
    _create_identity()
    _create_approval()
    _create_posted_limited()
    _create_agreement()
    _create_refusal()
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def _blob(name: str) -> "sa.Column[bytes]":
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def _create_identity() -> None:
    op.create_table(
        "identity",
        *map(_text, ("identity_id", "person_index", "number_index", "document")),
        *map(_blob, ("number", "name")),
        *map(_text, ("read_by", "checked_by", "approved_by", "at", "last_used")),
        sa.Column("abroad_only", _INT, nullable=False),
        sa.CheckConstraint("read_by IN ('reader', 'scanner', 'typed')", name="identity_read_by"),
        sa.CheckConstraint("checked_by <> approved_by", name="identity_two_people"),
        sa.PrimaryKeyConstraint("identity_id"),
        sqlite_strict=True,
    )
    op.create_index("identity_by_person", "identity", ["person_index"], unique=False)
    op.create_table(
        "identity_seen",
        *map(_text, ("action_id", "identity_id", "clerk", "at")),
        sa.ForeignKeyConstraint(["identity_id"], ["identity.identity_id"]),
        sa.PrimaryKeyConstraint("action_id", "identity_id"),
        sqlite_strict=True,
    )


def _create_approval() -> None:
    op.create_table(
        "approval",
        *map(_text, ("approval_id", "code", "action_id", "digest", "requester", "approver", "reason", "at")),
        sa.CheckConstraint("requester <> approver", name="approval_two_people"),
        sa.PrimaryKeyConstraint("approval_id"),
        sqlite_strict=True,
    )
    op.create_index("approval_by_act", "approval", ["action_id", "digest"], unique=False)
    op.create_table(
        "approval_use",
        *map(_text, ("approval_id", "used_for", "at")),
        sa.ForeignKeyConstraint(["approval_id"], ["approval.approval_id"]),
        sa.PrimaryKeyConstraint("approval_id"),
        sqlite_strict=True,
    )


def _create_posted_limited() -> None:
    op.create_table(
        "posted_limited",
        *map(_text, ("item_id", "code", "person", "business_date", "at")),
        sa.PrimaryKeyConstraint("item_id", "code"),
        sqlite_strict=True,
    )
    op.create_index("posted_limited_by_person", "posted_limited", ["person", "code"], unique=False)


def _create_agreement() -> None:
    op.create_table(
        "agreement",
        _text("number"),
        sa.Column("customer", sa.LargeBinary(), nullable=False),
        *map(_text, ("customer_index", "valid_from", "valid_to")),
        sa.Column("active", _INT, nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sqlite_strict=True,
    )


def _create_refusal() -> None:
    op.create_table(
        "refusal",
        *map(_text, ("action_id", "counter")),
        sa.Column("seq", _INT, nullable=False),
        *map(_text, ("clerk", "business_date", "at", "code", "mail_number", "reference")),
        *map(_blob, ("declared", "found", "sender")),
        sa.ForeignKeyConstraint(["counter", "seq"], ["journal.counter", "journal.seq"]),
        sa.PrimaryKeyConstraint("action_id"),
        sqlite_strict=True,
    )
    op.create_index("refusal_by_number", "refusal", ["mail_number"], unique=False)
