"""Entries are found by their date, a till's turns past all the sales: without reading the whole journal."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Indexes: by day as a date alone can use it, of the entries that are no sales, of a person's newest identity."""
    op.drop_index("journal_by_day", "journal")
    op.create_index("journal_by_day", "journal", ["business_date", "counter", "seq"], unique=False)
    op.drop_index("identity_by_person", "identity")
    op.create_index("identity_by_person", "identity", ["person_index", "at", "identity_id"], unique=False)
    no_sale = sa.text("kind <> 'sale'")
    op.create_index(
        "journal_acts",
        "journal",
        ["counter", "seq", "kind"],
        unique=False,
        sqlite_where=no_sale,
        postgresql_where=no_sale,
    )
