"""Japan Post: EMS."""
