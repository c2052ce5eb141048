"""Dated data of the law: prohibited and restricted items, identity documents, terms, claims."""
