"""The first schema: journal and postings, sales, number blocks, print spool, drafts, staff."""

import sqlalchemy as sa
from alembic import op

from counter.storage.migrations.guards_0001 import guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create every table, then the guards that keep the journal as it was written."""
    _create_journal()
    _create_posting()
    _create_sale()
    _create_item()
    _create_number_block()
    _create_print_job()
    _create_draft()
    _create_staff()
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("action_id"),
        sqlite_strict=True,
    )


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("seq", _INT, autoincrement=False, nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("corrects", _INT, nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("postings", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("actor_kind IN ('person', 'system', 'support')", name="journal_actor_kind"),
        sa.CheckConstraint("seq > 0", name="journal_seq"),
        sa.PrimaryKeyConstraint("counter", "seq"),
        sa.UniqueConstraint("action_id"),
        sa.UniqueConstraint("hash"),
        sqlite_strict=True,
    )
    op.create_index("journal_by_day", "journal", ["counter", "business_date", "kind"], unique=False)


def _create_number_block() -> None:
    op.create_table(
        "number_block",
        sa.Column("block_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("first", _INT, nullable=False),
        sa.Column("last", _INT, nullable=False),
        sa.Column("next_serial", _INT, nullable=False),
        sa.CheckConstraint("first <= next_serial AND next_serial <= last + 1", name="number_block_range"),
        sa.PrimaryKeyConstraint("block_id"),
        sqlite_strict=True,
    )


def _create_print_job() -> None:
    op.create_table(
        "print_job",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("position", _INT, nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("mail_number", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("copy_number", _INT, nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", _INT, nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'confirmed', 'unconfirmed', 'failed', 'in-hand')", name="print_job_state"
        ),
        sa.PrimaryKeyConstraint("job_id"),
        sa.UniqueConstraint("position"),
        sqlite_strict=True,
    )
    op.create_index("print_job_by_state", "print_job", ["state", "position"], unique=False)
    op.create_index(
        "print_job_original", "print_job", ["action_id", "mail_number", "document", "copy_number"], unique=True
    )


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("trained_on", sa.Text(), nullable=False),
        sa.Column("active", _INT, nullable=False),
        sa.Column("failures", _INT, nullable=False),
        sa.Column("locked_until", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('clerk', 'supervisor', 'auditor', 'installer')", name="staff_role"),
        sa.PrimaryKeyConstraint("staff_id"),
        sqlite_strict=True,
    )


def _create_posting() -> None:
    op.create_table(
        "posting",
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("seq", _INT, autoincrement=False, nullable=False),
        sa.Column("line", _INT, autoincrement=False, nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("amount", _INT, nullable=False),
        sa.ForeignKeyConstraint(
            ["counter", "seq"], ["journal.counter", "journal.seq"], initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("counter", "seq", "line"),
        sqlite_strict=True,
    )
    op.create_index("posting_by_account", "posting", ["account"], unique=False)


def _create_sale() -> None:
    op.create_table(
        "sale",
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("counter", sa.Text(), nullable=False),
        sa.Column("seq", _INT, nullable=False),
        sa.Column("clerk", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("total", _INT, nullable=False),
        sa.Column("change", _INT, nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("tenders", sa.Text(), nullable=False),
        sa.Column("request_digest", sa.Text(), nullable=False),
        sa.CheckConstraint("total >= 0 AND change >= 0", name="sale_amounts"),
        sa.ForeignKeyConstraint(
            ["counter", "seq"],
            ["journal.counter", "journal.seq"],
        ),
        sa.PrimaryKeyConstraint("action_id"),
        sqlite_strict=True,
    )
    op.create_index("sale_by_day", "sale", ["business_date", "counter"], unique=False)


def _create_item() -> None:
    op.create_table(
        "item",
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("line", _INT, nullable=False),
        sa.Column("mail_number", sa.Text(), nullable=True),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("weight_g", _INT, nullable=False),
        sa.Column("total", _INT, nullable=False),
        sa.Column("tariff_id", sa.Text(), nullable=False),
        sa.Column("tariff_hash", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=True),
        sa.Column("recipient", sa.LargeBinary(), nullable=True),
        sa.Column("contents", sa.LargeBinary(), nullable=True),
        sa.Column("sender_phone_index", sa.Text(), nullable=True),
        sa.Column("recipient_phone_index", sa.Text(), nullable=True),
        sa.Column("sender_name_index", sa.Text(), nullable=True),
        sa.Column("recipient_name_index", sa.Text(), nullable=True),
        sa.CheckConstraint("total >= 0 AND weight_g >= 0", name="item_amounts"),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["sale.action_id"],
        ),
        sa.PrimaryKeyConstraint("item_id"),
        sa.UniqueConstraint("mail_number"),
        sqlite_strict=True,
    )
    op.create_index("item_by_sale", "item", ["action_id", "line"], unique=False)
    op.create_index(op.f("ix_item_recipient_name_index"), "item", ["recipient_name_index"], unique=False)
    op.create_index(op.f("ix_item_recipient_phone_index"), "item", ["recipient_phone_index"], unique=False)
    op.create_index(op.f("ix_item_sender_name_index"), "item", ["sender_name_index"], unique=False)
    op.create_index(op.f("ix_item_sender_phone_index"), "item", ["sender_phone_index"], unique=False)
