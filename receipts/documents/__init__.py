"""Every paper of the counter, each a short layout from its snapshot to blocks."""

from receipts.documents.building import build

__all__ = ["build"]
