"""The schema as SQLAlchemy tables: integers for money and grams, text for times, blobs for what is encrypted."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData()

_Int = BigInteger().with_variant(Integer, "sqlite")


def _table(name: str, *parts: SchemaItem) -> Table:
    """A table that SQLite keeps STRICT: a column holds its type or the write is refused."""
    return Table(name, metadata, *parts, sqlite_strict=True)


journal = _table(
    "journal",
    Column("counter", Text, primary_key=True),
    Column("seq", _Int, primary_key=True, autoincrement=False),
    Column("action_id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("actor_kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("business_date", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("corrects", _Int),
    Column("payload", Text, nullable=False),
    Column("postings", Text, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    CheckConstraint("actor_kind IN ('person', 'system', 'support')", name="journal_actor_kind"),
    CheckConstraint("seq > 0", name="journal_seq"),
    Index("journal_by_day", "counter", "business_date", "kind"),
)

posting = _table(
    "posting",
    Column("counter", Text, primary_key=True),
    Column("seq", _Int, primary_key=True, autoincrement=False),
    Column("line", _Int, primary_key=True, autoincrement=False),
    Column("account", Text, nullable=False),
    Column("amount", _Int, nullable=False),
    ForeignKeyConstraint(["counter", "seq"], ["journal.counter", "journal.seq"], deferrable=True, initially="DEFERRED"),
    Index("posting_by_account", "account"),
)

sale = _table(
    "sale",
    Column("action_id", Text, primary_key=True),
    Column("counter", Text, nullable=False),
    Column("seq", _Int, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("business_date", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("total", _Int, nullable=False),
    Column("change", _Int, nullable=False),
    Column("currency", Text, nullable=False),
    Column("tenders", Text, nullable=False),
    Column("request_digest", Text, nullable=False),
    ForeignKeyConstraint(["counter", "seq"], ["journal.counter", "journal.seq"]),
    CheckConstraint("total >= 0 AND change >= 0", name="sale_amounts"),
    Index("sale_by_day", "business_date", "counter"),
)

item = _table(
    "item",
    Column("item_id", Text, primary_key=True),
    Column("action_id", Text, ForeignKey("sale.action_id"), nullable=False),
    Column("line", _Int, nullable=False),
    Column("mail_number", Text, unique=True),
    Column("service", Text, nullable=False),
    Column("destination", Text, nullable=False),
    Column("weight_g", _Int, nullable=False),
    Column("total", _Int, nullable=False),
    Column("tariff_id", Text, nullable=False),
    Column("tariff_hash", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("sender", LargeBinary),
    Column("recipient", LargeBinary),
    Column("contents", LargeBinary),
    Column("sender_phone_index", Text, index=True),
    Column("recipient_phone_index", Text, index=True),
    Column("sender_name_index", Text, index=True),
    Column("recipient_name_index", Text, index=True),
    CheckConstraint("total >= 0 AND weight_g >= 0", name="item_amounts"),
    Index("item_by_sale", "action_id", "line"),
)

number_block = _table(
    "number_block",
    Column("block_id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("first", _Int, nullable=False),
    Column("last", _Int, nullable=False),
    Column("next_serial", _Int, nullable=False),
    Column("counter", Text, nullable=False, server_default=""),
    CheckConstraint("first <= next_serial AND next_serial <= last + 1", name="number_block_range"),
)

print_job = _table(
    "print_job",
    Column("job_id", Text, primary_key=True),
    Column("position", _Int, nullable=False, unique=True),
    Column("action_id", Text, nullable=False),
    Column("mail_number", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("copy_number", _Int, nullable=False),
    Column("snapshot", LargeBinary, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", _Int, nullable=False),
    Column("problem", Text, nullable=False),
    Column("counter", Text, nullable=False, server_default=""),
    CheckConstraint(
        "state IN ('queued', 'sending', 'confirmed', 'unconfirmed', 'failed', 'in-hand')", name="print_job_state"
    ),
    # One unmarked original of each document of a sale, ever; a copy number is given once.
    Index("print_job_original", "action_id", "mail_number", "document", "copy_number", unique=True),
    Index("print_job_by_state", "state", "position"),
)

draft = _table(
    "draft",
    Column("action_id", Text, primary_key=True),
    Column("counter", Text, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

staff = _table(
    "staff",
    Column("staff_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("pin_hash", Text, nullable=False),
    Column("trained_on", Text, nullable=False),
    Column("active", _Int, nullable=False),
    Column("failures", _Int, nullable=False),
    Column("locked_until", Text, nullable=False),
    CheckConstraint("role IN ('clerk', 'supervisor', 'auditor', 'installer')", name="staff_role"),
)
