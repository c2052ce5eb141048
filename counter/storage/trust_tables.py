"""The tables of identities, approvals, limited goods, agreements and refusals."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, Text

from counter.storage.tables import Int, table

identity = table(
    "identity",
    Column("identity_id", Text, primary_key=True),
    Column("person_index", Text, nullable=False),
    Column("number_index", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("number", LargeBinary),
    Column("name", LargeBinary),
    Column("read_by", Text, nullable=False),
    Column("checked_by", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("last_used", Text, nullable=False),
    Column("abroad_only", Int, nullable=False),
    CheckConstraint("read_by IN ('reader', 'scanner', 'typed')", name="identity_read_by"),
    CheckConstraint("checked_by <> approved_by", name="identity_two_people"),
    Index("identity_by_person", "person_index", "at", "identity_id"),
)

identity_seen = table(
    "identity_seen",
    Column("action_id", Text, primary_key=True),
    Column("identity_id", Text, ForeignKey("identity.identity_id"), primary_key=True),
    Column("clerk", Text, nullable=False),
    Column("at", Text, nullable=False),
)

approval = table(
    "approval",
    Column("approval_id", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("action_id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("requester", Text, nullable=False),
    Column("approver", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    CheckConstraint("requester <> approver", name="approval_two_people"),
    Index("approval_by_act", "action_id", "digest"),
)

approval_use = table(
    "approval_use",
    Column("approval_id", Text, ForeignKey("approval.approval_id"), primary_key=True),
    Column("used_for", Text, nullable=False),
    Column("at", Text, nullable=False),
)

posted_limited = table(
    "posted_limited",
    Column("item_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("business_date", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("posted_limited_by_person", "person", "code"),
)

agreement = table(
    "agreement",
    Column("number", Text, primary_key=True),
    Column("customer", LargeBinary, nullable=False),
    Column("customer_index", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
    Column("active", Int, nullable=False),
)

refusal = table(
    "refusal",
    Column("action_id", Text, primary_key=True),
    Column("counter", Text, nullable=False),
    Column("seq", Int, nullable=False),
    Column("clerk", Text, nullable=False),
    Column("business_date", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("mail_number", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("declared", LargeBinary),
    Column("found", LargeBinary),
    Column("sender", LargeBinary),
    ForeignKeyConstraint(["counter", "seq"], ["journal.counter", "journal.seq"]),
    Index("refusal_by_number", "mail_number"),
)
