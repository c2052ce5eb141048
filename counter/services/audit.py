"""Walking the chain: every entry is where it was, says what it said, and balances."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counter.domain.journal import GENESIS, Entry, digest, entry_fields
from counter.services.ports import Store


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a counter's chain does not hold, and what differs."""

    counter: str
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of verifying an office: all entries seen, and each counter's head."""

    entries: int
    heads: dict[str, str]
    broken: tuple[Broken, ...]

    @property
    def ok(self) -> bool:
        """Whether every chain holds."""
        return not self.broken


def verify(store: Store) -> Verdict:
    """Verify every counter's chain, its postings against what the chain covers, and the office's sum of zero."""
    heads: dict[str, str] = {}
    broken: list[Broken] = []
    total = 0
    for counter in store.counters():
        count, head, fault = _walk(counter, store.entries(counter))
        total += count
        heads[counter] = head
        broken += [fault] if fault else []
    broken += [Broken(counter, seq, "postings-differ") for counter, seq in store.postings_astray()]
    if sum(store.balances().values()) != 0:
        broken.append(Broken("", 0, "ledger-unbalanced"))
    return Verdict(total, heads, tuple(broken))


def _walk(counter: str, entries: Iterable[Entry]) -> tuple[int, str, Broken | None]:
    previous, seq = GENESIS, 0
    for entry in entries:
        what = _difference(entry, seq + 1, previous)
        if what:
            return seq, previous, Broken(counter, seq + 1, what)
        seq, previous = entry.seq, entry.hash
    return seq, previous, None


def _difference(entry: Entry, seq: int, previous: str) -> str:
    checks: Sequence[tuple[bool, str]] = (
        (entry.seq == seq, "sequence-gap"),
        (entry.prev_hash == previous, "link-broken"),
        (digest(entry_fields(entry)) == entry.hash, "content-changed"),
    )
    return next((what for holds, what in checks if not holds), "")
