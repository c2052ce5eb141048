"""A chain in a file of its own, with range, count and head, and the importer that checks it without a database."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from counter.domain.accounts import parse_postings
from counter.domain.journal import GENESIS, Entry, digest, entry_fields
from counter.domain.ledger import balance
from counter.errors import UsageError
from counter.services.ports import Store

FORMAT = "post-counter-journal-1"
LINE_LIMIT = 4_000_000
"""Characters of one line; an entry holds one settlement, and no settlement is as long."""


@dataclass(frozen=True, slots=True)
class ExportHead:
    """What an export claims: its counter and range, how many entries, the hash before them and the last of them."""

    counter: str
    first: int
    last: int
    count: int
    before: str
    head: str


@dataclass(frozen=True, slots=True)
class ImportVerdict:
    """What checking an export found; `broken_line` counts the lines of the file from 1, 0 when it holds."""

    claimed: ExportHead
    checked: int
    broken_line: int = 0
    what: str = ""

    @property
    def ok(self) -> bool:
        """Whether every line is what it claims."""
        return not self.what


def export(store: Store, counter: str, first: int = 1, last: int | None = None) -> Iterator[str]:
    """The lines of an export: what it claims, then one entry a line. UsageError range-empty."""
    entries = list(store.entries(counter, first - 1, last))
    if not entries:
        raise UsageError("range-empty", "There is no entry in that range.", "Name a counter and numbers that it has.")
    claimed = {
        "format": FORMAT,
        "counter": counter,
        "first": entries[0].seq,
        "last": entries[-1].seq,
        "count": len(entries),
        "before": entries[0].prev_hash,
        "head": entries[-1].hash,
    }
    yield json.dumps(claimed, sort_keys=True)
    for entry in entries:
        yield json.dumps({name: getattr(entry, name) for name in entry.__slots__}, ensure_ascii=False, sort_keys=True)


def check(lines: Iterable[str]) -> ImportVerdict:
    """Check an export from its lines alone. UsageError export-unreadable when it is none."""
    rest = iter(lines)
    claimed = _claimed(next(rest, ""))
    previous, seq, number = claimed.before, claimed.first - 1, 1
    if claimed.first == 1 and claimed.before != GENESIS:
        return ImportVerdict(claimed, 0, 1, "link-broken")
    for number, line in enumerate(rest, start=2):
        entry = _entry(line)
        what = "unreadable" if entry is None else _fault(entry, claimed.counter, seq + 1, previous)
        if entry is None or what:
            return ImportVerdict(claimed, seq - claimed.first + 1, number, what)
        seq, previous = entry.seq, entry.hash
    checked = seq - claimed.first + 1
    whole = (seq, checked, previous) == (claimed.last, claimed.count, claimed.head)
    return ImportVerdict(claimed, checked, 0 if whole else number, "" if whole else "tail-cut")


def _claimed(line: str) -> ExportHead:
    try:
        facts = json.loads(line[:LINE_LIMIT])
        if facts.pop("format") != FORMAT:
            raise ValueError("another format")
        head = ExportHead(**facts)
        if not all(isinstance(n, int) for n in (head.first, head.last, head.count)):
            raise ValueError("no numbers")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UsageError(
            "export-unreadable",
            "This is no export of a journal.",
            "Name a file that counter audit export wrote, uncut.",
        ) from error
    return head


def _entry(line: str) -> Entry | None:
    if len(line) > LINE_LIMIT:
        return None
    try:
        return Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _fault(entry: Entry, counter: str, seq: int, previous: str) -> str:
    if entry.counter != counter or entry.seq != seq:
        return "sequence-gap"
    if entry.prev_hash != previous:
        return "link-broken"
    if digest(entry_fields(entry)) != entry.hash:
        return "content-changed"
    try:
        return "" if balance(parse_postings(entry.postings)) == 0 else "unbalanced"
    except ValueError:
        return "unreadable"
