"""Schema versions, each applied in one transaction with its own record."""
