"""The tables of tariff versions: what they hold, which lines of business they price, and who did what to them."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text

from counter.storage.tables import Int, table

tariff_version = table(
    "tariff_version",
    Column("version_id", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("revision", Int, nullable=False),
    Column("content", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    Column("origin", Text, nullable=False),
    CheckConstraint("status IN ('draft', 'checked', 'approved', 'in-force')", name="tariff_version_status"),
    CheckConstraint("approved_by <> author", name="tariff_version_two_people"),
    CheckConstraint("revision > 0", name="tariff_version_revision"),
    Index("tariff_version_by_status", "status"),
)

tariff_line = table(
    "tariff_line",
    Column("version_id", Text, ForeignKey("tariff_version.version_id"), primary_key=True),
    Column("line", Text, primary_key=True),
    Index("tariff_line_by_line", "line"),
)

tariff_act = table(
    "tariff_act",
    Column("act_id", Text, primary_key=True),
    Column("version_id", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("tariff_act_by_version", "version_id", "at"),
)
