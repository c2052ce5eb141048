"""China Post: third-party tables, unverified, replaceable by import."""
