"""The clerk's screens (Textual)."""
