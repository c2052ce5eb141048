"""Print jobs and number blocks know their counter, so that several counters can share one database; more guards."""

import sqlalchemy as sa
from alembic import op

from counter.storage.migrations.guards_0002 import guards

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns with a default that an older program's rows fit; then the guards."""
    for table in ("print_job", "number_block"):
        op.add_column(table, sa.Column("counter", sa.Text(), nullable=False, server_default=""))
    # A job of a sale is its counter's; any other is of the counter whose database this was.
    op.execute(
        "UPDATE print_job SET counter = COALESCE((SELECT counter FROM sale WHERE sale.action_id = print_job.action_id),"
        " (SELECT MIN(counter) FROM journal), '')"
    )
    for statement in guards(op.get_bind().dialect.name):
        op.execute(statement)
