"""Walking chains fast: the database builds what each hash covers, and big chains are walked by all processors."""

import os
from collections.abc import Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Text, bindparam, cast, func, select
from sqlalchemy.exc import DBAPIError

from counter.domain.journal import GENESIS, Entry, digest, entry_fields
from counter.domain.scan import Scan
from counter.storage.prepared import Prepared
from counter.storage.tables import journal, posting

_EVER = 2**62
_WORTH_SHARING = 200_000
_SEPARATOR = "\x1f"


def scan(connection: Connection, counter: str, after: int = 0, until: int | None = None) -> Scan:
    """Walk a counter's entries after one sequence number, up to and with another. Never raises for damaged data."""
    seq, before, previous, started = after, GENESIS, GENESIS, after == 0
    try:
        rows = _COVERED.each(connection, counter=counter, after=after, until=_EVER if until is None else until)
        for row_seq, prev_hash, stored, covered, same_postings in rows:
            if not started:
                before = previous = prev_hash
                started = True
            held = sha256(covered.encode()).hexdigest() == stored
            if row_seq != seq + 1 or prev_hash != previous or not held or not same_postings:
                what = _difference(connection, counter, seq + 1, previous)
                if what:
                    return Scan(seq - after, before, seq, previous, seq + 1, what)
            seq, previous = row_seq, stored
    except (DBAPIError, UnicodeError, TypeError, ValueError):
        return Scan(seq - after, before, seq, previous, seq + 1, "unreadable")
    return Scan(seq - after, before, seq, previous)


def _difference(connection: Connection, counter: str, seq: int, previous: str) -> str:
    """What is wrong with an entry, asked slowly and in order; nothing when the quick look was mistaken."""
    here = (journal.c.counter == counter) & (journal.c.seq == seq)
    row = connection.execute(select(journal).where(here)).first()
    if row is None:
        return "sequence-gap"
    entry = Entry(**row._mapping)
    if entry.prev_hash != previous:
        return "link-broken"
    if digest(entry_fields(entry)) != entry.hash:
        after = select(journal.c.prev_hash).where(journal.c.counter == counter, journal.c.seq == seq + 1)
        following = connection.execute(after).scalar()
        return "hash-changed" if following == digest(entry_fields(entry)) else "content-changed"
    lines = connection.execute(
        select(posting.c.account, posting.c.amount)
        .where(posting.c.counter == counter, posting.c.seq == seq)
        .order_by(posting.c.line)
    )
    return "" if ";".join(f"{a}={n}" for a, n in lines) == entry.postings else "postings-differ"


def _covered() -> Prepared:
    """What each hash covers, put together by the database, and whether the postings are those that it names."""
    parts = [_text(c) for c in journal.c if c.name != "hash"]
    mine = (posting.c.counter == journal.c.counter) & (posting.c.seq == journal.c.seq)
    # In the order of the key, which the databases keep here without being asked to sort; if one ever doesn't, the
    # slow look at that entry does.
    lines = func.aggregate_strings(posting.c.account + "=" + cast(posting.c.amount, Text), ";")
    together = select(func.coalesce(lines, "")).where(mine).correlate(journal).scalar_subquery()
    covered = func.concat_ws(_SEPARATOR, *parts)
    within = (journal.c.counter == bindparam("counter"), journal.c.seq > bindparam("after"))
    return Prepared(
        select(journal.c.seq, journal.c.prev_hash, journal.c.hash, covered, together == journal.c.postings)
        .where(*within, journal.c.seq <= bindparam("until"))
        .order_by(journal.c.seq)
    )


def _text(column: Column[Any]) -> ColumnElement[Any]:
    # Nothing is left out where a column has nothing, or the next one would stand in its place.
    return func.coalesce(cast(column, Text), "") if column.nullable else column


_COVERED = _covered()


def find_orphans(connection: Connection) -> Sequence[tuple[str, int]]:
    """Postings that belong to no entry, or are not numbered from 1 on: summed up first, and looked for only if need be.

    Within an entry of n postings no two share a number, so that numbers from 1 on sum to n(n+1)/2 only if none is left
    out; the text that the hash covers says n.
    """
    commas = func.length(journal.c.postings) - func.length(func.replace(journal.c.postings, ";", ""))
    said = select(func.sum(commas + 1), func.sum((commas + 1) * (commas + 2))).where(journal.c.postings != "")
    there = select(func.count(), func.sum(posting.c.line) * 2, func.min(posting.c.line))
    count, doubled = connection.execute(said).one()
    count_there, doubled_there, first = connection.execute(there).one()
    if (count or 0, doubled or 0) == (count_there, doubled_there or 0) and (first or 1) == 1:
        return []
    same = (journal.c.counter == posting.c.counter) & (journal.c.seq == posting.c.seq)
    alone = ~select(journal.c.seq).where(same).exists()
    gaps = (func.min(posting.c.line) != 1) | (func.max(posting.c.line) != func.count())
    places = select(posting.c.counter, posting.c.seq)
    rows = [*connection.execute(places.where(alone).distinct())]
    rows += connection.execute(places.group_by(posting.c.counter, posting.c.seq).having(gaps))
    return sorted({(str(c), int(s)) for c, s in rows})


def scan_all(connection: Connection, url: str, counter: str) -> Scan:
    """Walk a whole chain; a long one in as many processes as there are processors, joined at their seams."""
    count = connection.execute(select(func.max(journal.c.seq)).where(journal.c.counter == counter)).scalar() or 0
    workers = os.cpu_count() or 1
    if count < _WORTH_SHARING or workers < 2:
        return scan(connection, counter)
    # Deferred: only a long chain is shared out, and a counter starts without these.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    cuts = [count * n // workers for n in range(workers + 1)]
    jobs = [(url, counter, first, last) for first, last in pairwise(cuts)]
    jobs[-1] = (url, counter, cuts[-2], None)
    # Spawned, not forked: a counter's threads and open databases must not be copied into another process.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return _joined(list(pool.map(_scan_apart, jobs)))


def _scan_apart(job: tuple[str, str, int, int | None]) -> Scan:
    # Deferred: this runs in a process of its own, which opens the database for itself.
    from counter.storage.engine import open_engine

    url, counter, after, until = job
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            return scan(connection, counter, after, until)
    finally:
        engine.dispose()


def _joined(parts: Sequence[Scan]) -> Scan:
    count, last_seq, previous = 0, 0, GENESIS
    for part in parts:
        if part.count and part.before != previous:
            return Scan(count, GENESIS, last_seq, previous, last_seq + 1, "link-broken")
        count += part.count
        if part.broken_seq:
            return Scan(count, GENESIS, part.last_seq, part.last_hash, part.broken_seq, part.what)
        last_seq, previous = part.last_seq, part.last_hash
    return Scan(count, GENESIS, last_seq, previous)
