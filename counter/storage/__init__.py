"""The ports of `counter.services` on SQLAlchemy Core: SQLite by default, PostgreSQL by URL."""
