"""The till's figures out of the journal, up to any of its entries: the same now, at the close, and years later."""

from counter.domain.journal import Entry
from counter.domain.till import TILL_CLOSE, Figures, carried_from, figures
from counter.services.ports import Journal


def figures_now(journal: Journal, counter: str) -> Figures:
    """The figures from the last close to the journal's end."""
    return figures_at(journal, counter, journal.head().seq)


def figures_at(journal: Journal, counter: str, seq: int) -> Figures:
    """The figures as they stood at an entry of the journal: since the last close before it."""
    close = journal.last_of([TILL_CLOSE], until=seq)
    carried = carried_from(close)
    return figures(counter, carried, journal.between(carried.seq, seq))


def figures_of(journal: Journal, close: Entry) -> Figures:
    """The figures that a close reported: everything before its own entry."""
    return figures_at(journal, close.counter, close.seq - 1)
