"""Heads of chains noted outside the database: a chain inside one database proves nothing to who can rewrite it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeadNote:
    """The end of a counter's chain at a moment. `why`: close (a Z slip says the same), latest, or restored.

    A note `restored` says that the database was put back to an older state on purpose: later entries that earlier
    notes name are gone, and that is known.
    """

    counter: str
    seq: int
    hash: str
    at: str
    why: str = "close"
