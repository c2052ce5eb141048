"""The outcome of walking a chain."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scan:
    """A part of a chain: how many entries hold, the hash before it, its last, and where it first doesn't hold."""

    count: int
    before: str
    last_seq: int
    last_hash: str
    broken_seq: int = 0
    what: str = ""
