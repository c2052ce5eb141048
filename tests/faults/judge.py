"""Judging a database without the product's readers: SQL and the hash's rule, and nothing else of ours."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FIELDS = (
    "counter, seq, action_id, kind, actor_kind, actor, business_date, at, corrects, payload, postings, prev_hash, hash"
)
_BY_THE_SYSTEM = ("day-open", "print-recovered")
"""Kinds of entry that no person makes, and none may be named for."""

_PAPER_STATES = ("queued", "sending", "unconfirmed", "confirmed", "in-hand", "failed")


@dataclass(frozen=True, slots=True)
class Ack:
    """Something that a service said is done. kind: entry, draft, job or guard; key is its id; value as the kind has."""

    kind: str
    key: str
    value: str | int = ""


def connect(path: Path) -> Any:
    """A plain connection of the product's own SQLite driver, alone on the file."""
    import pysqlite3.dbapi2 as driver

    connection = driver.connect(str(path))
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    return connection


def judge(connection: Any, acks: Iterable[Ack]) -> Iterator[str]:
    """The names of what is wrong: damaged, unbalanced, doubled, lost, untrue."""
    whole = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    if whole != ["ok"] or connection.execute("PRAGMA foreign_key_check").fetchall():
        yield "damaged"
        return
    entries = connection.execute(f"SELECT {_FIELDS} FROM journal ORDER BY counter, seq").fetchall()
    yield from _chain(entries)
    yield from _books(connection, entries)
    yield from _sales(connection, entries)
    yield from _acks(connection, {e[2] for e in entries}, acks)


def _chain(entries: list[Any]) -> Iterator[str]:
    heads: dict[str, tuple[int, str]] = defaultdict(lambda: (0, "0" * 64))
    for entry in entries:
        seq, head = heads[entry[0]]
        text = "\x1f".join("" if value is None else str(value) for value in entry[:12])
        if entry[1] != seq + 1 or entry[11] != head or hashlib.sha256(text.encode()).hexdigest() != entry[12]:
            yield "damaged"
        if entry[3] in _BY_THE_SYSTEM and entry[4] != "system":
            yield "untrue"
        heads[entry[0]] = (entry[1], entry[12])


def _books(connection: Any, entries: list[Any]) -> Iterator[str]:
    said: dict[tuple[str, int], list[str]] = defaultdict(list)
    sums: dict[tuple[str, int], int] = defaultdict(int)
    rows = connection.execute("SELECT counter, seq, account, amount FROM posting ORDER BY counter, seq, line")
    for counter, seq, account, amount in rows:
        said[counter, seq].append(f"{account}={amount}")
        sums[counter, seq] += amount
    if any(sums.values()):
        yield "unbalanced"
    covered = {(e[0], e[1]): e[10] for e in entries if e[10]}
    if covered != {place: ";".join(lines) for place, lines in said.items()}:
        yield "damaged"


def _sales(connection: Any, entries: list[Any]) -> Iterator[str]:
    """A sale is whole or not there: entry, sale, items and original papers belong together."""
    booked = [(e[2], e[1], len(json.loads(e[9])["items"])) for e in entries if e[3] == "sale"]
    if len({action for action, _, _ in booked}) != len(booked):
        yield "doubled"
    query = "SELECT s.action_id, s.seq, (SELECT COUNT(*) FROM item i WHERE i.action_id = s.action_id) FROM sale s"
    if sorted(connection.execute(query).fetchall()) != sorted(booked):
        yield "damaged"
    papers = connection.execute(
        "SELECT s.action_id FROM sale s WHERE (SELECT COUNT(*) FROM print_job p WHERE p.action_id = s.action_id "
        "AND p.copy_number = 0 AND p.document = 'receipt') <> 1"
    ).fetchall()
    if papers:
        yield "damaged"


def _acks(connection: Any, booked: set[str], acks: Iterable[Ack]) -> Iterator[str]:
    for ack in acks:
        if not _kept(connection, booked, ack):
            yield "lost"


def _kept(connection: Any, booked: set[str], ack: Ack) -> bool:
    if ack.kind == "entry":
        return ack.key in booked
    if ack.kind == "draft":
        row = connection.execute("SELECT 1 FROM draft WHERE action_id = ?", (ack.key,)).fetchone()
        return row is not None or ack.key in booked
    if ack.kind == "guard":
        row = connection.execute("SELECT failures FROM staff WHERE staff_id = ?", (ack.key,)).fetchone()
        return row is not None and row[0] >= ack.value
    row = connection.execute("SELECT state FROM print_job WHERE job_id = ?", (ack.key,)).fetchone()
    return row is not None and _PAPER_STATES.index(row[0]) >= _PAPER_STATES.index(str(ack.value))
