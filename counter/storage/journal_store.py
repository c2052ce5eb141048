"""The journal in tables: append at the end, read back, never change."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, desc, func, insert, select, true

from counter.domain.journal import GENESIS, Entry, Head, NewEntry, link
from counter.domain.ledger import balance
from counter.errors import StorageTrouble
from counter.storage.tables import journal, posting

_PAGE = 2_000


class SqlJournal:
    """One counter's chain within one transaction; while writing, the unit of work holds the counter."""

    def __init__(self, connection: Connection, counter: str) -> None:
        self._connection = connection
        self._counter = counter

    def head(self) -> Head:
        """The end of the chain; while writing, no one else can move it before this transaction ends."""
        row = self._connection.execute(
            select(journal.c.seq, journal.c.hash)
            .where(journal.c.counter == self._counter)
            .order_by(desc(journal.c.seq))
            .limit(1)
        ).first()
        return Head(0, GENESIS) if row is None else Head(row.seq, row.hash)

    def append(self, new: NewEntry) -> Entry:
        """Put an entry at the end. StorageTrouble when its postings do not balance."""
        if balance(new.postings) != 0:
            raise StorageTrouble(
                "unbalanced",
                "The postings of {kind} do not sum to zero.",
                "Nothing was booked. Call support: this is a fault of the program.",
                kind=new.kind,
            )
        entry = link(self._counter, self.head(), new)
        self._insert_postings(entry, new)
        self._connection.execute(insert(journal), [_values(entry)])
        return entry

    def find(self, action_id: str) -> Entry | None:
        """The entry that an action made, wherever in the office."""
        row = self._connection.execute(select(journal).where(journal.c.action_id == action_id)).first()
        return None if row is None else _entry(row)

    def last_of(self, kinds: Sequence[str], until: int | None = None) -> Entry | None:
        """This counter's latest entry of one of these kinds, at or before a sequence number if one is given."""
        row = self._connection.execute(
            select(journal)
            .where(journal.c.counter == self._counter, journal.c.kind.in_(kinds))
            .where(journal.c.seq <= until if until is not None else true())
            .order_by(desc(journal.c.seq))
            .limit(1)
        ).first()
        return None if row is None else _entry(row)

    def between(self, after: int, until: int | None = None) -> Iterator[Entry]:
        """This counter's entries after one sequence number, up to and with another."""
        return read_entries(self._connection, self._counter, after, until)

    def balance(self, account: str) -> int:
        """What stands on an account, whichever counter posted it."""
        total = select(func.coalesce(func.sum(posting.c.amount), 0)).where(posting.c.account == account)
        return int(self._connection.execute(total).scalar_one())

    def touching(self, account: str) -> Iterator[Entry]:
        """Every entry that posted to an account, by business date, whichever counter made it."""
        lines = select(posting.c.counter, posting.c.seq).where(posting.c.account == account).distinct().subquery()
        rows = self._connection.execute(
            select(journal)
            .join(lines, (journal.c.counter == lines.c.counter) & (journal.c.seq == lines.c.seq))
            .order_by(journal.c.business_date, journal.c.counter, journal.c.seq)
        )
        yield from map(_entry, rows)

    def _insert_postings(self, entry: Entry, new: NewEntry) -> None:
        # Postings come first: the database lets an entry in only when the postings that wait for it balance.
        rows = [
            {"counter": entry.counter, "seq": entry.seq, "line": n, "account": p.account, "amount": p.amount}
            for n, p in enumerate(new.postings, start=1)
        ]
        if rows:
            self._connection.execute(insert(posting), rows)


def read_entries(connection: Connection, counter: str, after: int = 0, until: int | None = None) -> Iterator[Entry]:
    """A counter's chain after a sequence number, up to and with another, a page at a time."""
    within = journal.c.seq <= until if until is not None else true()
    while True:
        rows = connection.execute(
            select(journal)
            .where(journal.c.counter == counter, journal.c.seq > after, within)
            .order_by(journal.c.seq)
            .limit(_PAGE)
        ).all()
        yield from map(_entry, rows)
        if len(rows) < _PAGE:
            return
        after = rows[-1].seq


def read_days(connection: Connection, first: date, last: date) -> Iterator[Entry]:
    """Every counter's entries of some business dates."""
    rows = connection.execute(
        select(journal)
        .where(journal.c.business_date.between(first.isoformat(), last.isoformat()))
        .order_by(journal.c.counter, journal.c.seq)
    )
    yield from map(_entry, rows)


def _entry(row: Row[Any]) -> Entry:
    return Entry(**row._mapping)


def _values(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in journal.c.keys()}  # noqa: SIM118 - a column collection, not a dict
