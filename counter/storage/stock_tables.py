"""The table of supplies in stock: one row a change, never edited; the newest row of a supply is its stock."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text

from counter.storage.tables import Int, table

stock_move = table(
    "stock_move",
    Column("code", Text, primary_key=True),
    Column("seq", Int, primary_key=True, autoincrement=False),
    Column("change", Int, nullable=False),
    Column("after", Int, nullable=False),
    Column("kind", Text, nullable=False),
    Column("action_id", Text, ForeignKey("journal.action_id"), nullable=False),
    Column("at", Text, nullable=False),
    CheckConstraint("after >= 0", name="stock_move_not_below_zero"),
    CheckConstraint("kind IN ('intake', 'count', 'sale', 'return')", name="stock_move_kind"),
    Index("stock_move_by_action", "action_id"),
)
