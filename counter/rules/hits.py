"""A word of the book found in a declaration."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counter.rules.model import Words


@dataclass(frozen=True, slots=True)
class Hit:
    """One word found: where, what it means (None: harmless), and whether it stands there surely."""

    start: int
    end: int
    word: str
    meaning: Words | None
    sure: bool = True


def outermost(hits: Sequence[Hit]) -> Iterator[Hit]:
    """Yield the hits that no longer one encloses."""
    for hit in hits:
        length = hit.end - hit.start
        if not any(o.start <= hit.start and hit.end <= o.end and o.end - o.start > length for o in hits):
            yield hit
