"""Monthly accounts, charges on terminals, references of payments, corrections and what they gave back."""

import sqlalchemy as sa
from alembic import op

from counter.storage.migrations.guards_0003 import guards

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables, then their guards."""
    _create_monthly_account()
    _create_terminal_payment()
    _create_tender_reference()
    _create_correction()
    _create_refund_line()
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False)


def _create_monthly_account() -> None:
    op.create_table(
        "monthly_account",
        _text("account_id"),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("credit_limit", _INT, nullable=False),
        sa.Column("active", _INT, nullable=False),
        sa.CheckConstraint("credit_limit >= 0", name="monthly_account_limit"),
        sa.PrimaryKeyConstraint("account_id"),
        sqlite_strict=True,
    )


def _create_terminal_payment() -> None:
    op.create_table(
        "terminal_payment",
        *map(_text, ("payment_id", "sale_action_id", "counter", "kind")),
        sa.Column("amount", _INT, nullable=False),
        *map(_text, ("state", "reference", "clerk", "at")),
        sa.CheckConstraint("amount > 0", name="terminal_payment_amount"),
        sa.CheckConstraint(
            "state IN ('asked', 'unknown', 'approved', 'declined', 'used', 'unclaimed')", name="terminal_payment_state"
        ),
        sa.PrimaryKeyConstraint("payment_id"),
        sqlite_strict=True,
    )
    op.create_index("terminal_payment_by_sale", "terminal_payment", ["sale_action_id"], unique=False)
    op.create_index("terminal_payment_by_state", "terminal_payment", ["counter", "state"], unique=False)


def _create_tender_reference() -> None:
    op.create_table(
        "tender_reference",
        *map(_text, ("kind", "reference", "business_date", "action_id")),
        sa.PrimaryKeyConstraint("kind", "reference", "business_date"),
        sqlite_strict=True,
    )


def _create_correction() -> None:
    op.create_table(
        "correction",
        *map(_text, ("action_id", "kind", "sale_action_id", "item_id", "mail_number", "counter")),
        sa.Column("seq", _INT, nullable=False),
        *map(_text, ("at", "business_date", "clerk", "approver", "reason", "request_digest", "facts")),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("after", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["counter", "seq"], ["journal.counter", "journal.seq"]),
        sa.ForeignKeyConstraint(["sale_action_id"], ["sale.action_id"]),
        sa.CheckConstraint("clerk <> approver", name="correction_two_people"),
        sa.PrimaryKeyConstraint("action_id"),
        sqlite_strict=True,
    )
    op.create_index("correction_by_sale", "correction", ["sale_action_id"], unique=False)
    op.create_index("correction_by_number", "correction", ["mail_number"], unique=False)


def _create_refund_line() -> None:
    op.create_table(
        "refund_line",
        _text("action_id"),
        sa.Column("line", _INT, autoincrement=False, nullable=False),
        *map(_text, ("sale_action_id", "item_id", "code")),
        sa.Column("amount", _INT, nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["correction.action_id"]),
        sa.ForeignKeyConstraint(["item_id"], ["item.item_id"]),
        sa.PrimaryKeyConstraint("action_id", "line"),
        sqlite_strict=True,
    )
    op.create_index("refund_line_by_item", "refund_line", ["item_id"], unique=False)
