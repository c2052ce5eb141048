"""How Alembic runs here: on the connection it is given, in the transaction that connection began."""

from alembic import context

from counter.storage import contact_tables, customs_tables, money_tables, stock_tables, tariff_tables, trust_tables
from counter.storage.tables import metadata

assert money_tables.correction.metadata is trust_tables.identity.metadata is metadata
assert tariff_tables.tariff_version.metadata is contact_tables.contact.metadata is metadata
assert stock_tables.stock_move.metadata is customs_tables.customs.metadata is metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=False,
    transactional_ddl=True,
)
context.run_migrations()
