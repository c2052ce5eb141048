"""The tables of the address book: encrypted parties, and the keyed digests that find them."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Text

from counter.storage.tables import Int, table

contact = table(
    "contact",
    Column("contact_id", Text, primary_key=True),
    Column("party", LargeBinary, nullable=False),
    Column("last_used", Text, nullable=False),
    Column("abroad_only", Int, nullable=False),
)

contact_call = table(
    "contact_call",
    Column("contact_id", Text, ForeignKey("contact.contact_id"), primary_key=True),
    Column("digest", Text, primary_key=True),
    Index("contact_call_by_digest", "digest"),
)
