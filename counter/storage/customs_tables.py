"""The table of customs declarations: which form, and what was declared, encrypted."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, LargeBinary, Text

from counter.storage.tables import table

customs = table(
    "customs",
    Column("item_id", Text, ForeignKey("item.item_id"), primary_key=True),
    Column("form", Text, nullable=False),
    Column("body", LargeBinary),
    CheckConstraint("form IN ('CN22', 'CN23')", name="customs_form"),
)
