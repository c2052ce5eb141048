"""T7: who can write the database file changes it: every byte of every column, whole entries, the tail.

The guards of the database are dropped first, as its superuser could. Every byte of every column of the journal and of
the postings is changed by itself and put back; entries are cut out, put in, exchanged and cut off at the end, as they
are and with all hashes made again by one who knows how. What `verify` does not alarm at is
undetected. The tail needs the heads that are kept outside the database.
"""

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from counter.bootstrap.core import Core
from counter.errors import CounterError
from counter.services.audit import verify
from tests.faults.office import Pattern, scratch
from tests.faults.tally import Tally
from tests.faults.workflows import whole_day
from tests.support import FakeClock

COVERED = {
    "journal": (
        "counter", "seq", "action_id", "kind", "actor_kind", "actor", "business_date", "at", "corrects", "payload",
        "postings", "prev_hash", "hash",
    ),
    "posting": ("counter", "seq", "line", "account", "amount"),
}  # fmt: skip
"""What the chain covers."""

FLIP = 0x01


class Sample:
    """A day's chain in a database without guards, and the means to change it."""

    def __init__(self, pattern: Pattern, folder: Path) -> None:
        import pysqlite3.dbapi2 as driver

        self.core: Core = pattern.open(pattern.copy(folder / "tampered"), FakeClock())
        whole_day(self.core, pattern.staff["zhangmin"], pattern.staff["wangfang"], lambda ack: None)
        self.core.store.close()
        self.path = folder / "tampered" / "office.db"
        self.raw = driver.connect(str(self.path), isolation_level=None)
        self.raw.execute("PRAGMA foreign_keys=OFF")
        self.raw.execute("PRAGMA ignore_check_constraints=ON")
        for (name,) in self.raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self.raw.execute(f"DROP TRIGGER {name}")
        self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.path, folder / "whole.db")
        self._whole = folder / "whole.db"

    def alarmed(self) -> bool:
        """Whether the product notices, with the heads it keeps outside."""
        try:
            return not verify(self.core.store, self.core.money.heads).ok
        except CounterError:
            return True

    def restore(self) -> None:
        """Back to the untouched database."""
        self.raw.execute("ATTACH ? AS whole", (str(self._whole),))
        self.raw.execute("BEGIN")
        for table in ("posting", "journal"):
            self.raw.execute(f"DELETE FROM main.{table}")
            self.raw.execute(f"INSERT INTO main.{table} SELECT * FROM whole.{table}")
        self.raw.execute("COMMIT")
        self.raw.execute("DETACH whole")

    def close(self) -> None:
        self.raw.close()
        self.core.store.close()


def flips(sample: Sample, stride: int) -> Iterator[tuple[str, bool]]:
    """Change every `stride`th byte of every column of every row by itself; yields its place and whether it was seen."""
    number = 0
    for table, columns in COVERED.items():
        for rowid, *values in sample.raw.execute(f"SELECT rowid, {', '.join(columns)} FROM {table}").fetchall():
            for column, value in zip(columns, values, strict=True):
                for changed in _changes(value):
                    number += 1
                    if number % stride:
                        continue
                    seen = _with(sample, table, column, rowid, changed, value)
                    if seen is not None:
                        yield f"{table}.{column} of row {rowid}", seen


def _changes(value: str | int | None) -> Iterator[Any]:
    """The value with one byte changed, for each of its bytes; an empty one with something in it."""
    if value is None:
        yield 1
    elif isinstance(value, int):
        yield from (value ^ (FLIP << (8 * n)) for n in range(7))
    elif value == "":
        yield "x"
    else:
        data = value.encode()
        for n in range(len(data)):
            yield data[:n] + bytes([data[n] ^ FLIP]) + data[n + 1 :]


def _with(sample: Sample, table: str, column: str, rowid: int, changed: Any, value: Any) -> bool | None:
    """Whether a change is noticed; None where the database itself refuses it."""
    new = "CAST(? AS TEXT)" if isinstance(changed, bytes) else "?"
    try:
        sample.raw.execute(f"UPDATE {table} SET {column} = {new} WHERE rowid = ?", (changed, rowid))
    except sample.raw.Error:
        return None
    seen = sample.alarmed()
    sample.raw.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, rowid))
    return seen


def rechain(sample: Sample) -> None:
    """Number the entries anew and make every hash again, as one who knows the rule would."""
    columns = COVERED["journal"]
    rows = sample.raw.execute(f"SELECT rowid, {', '.join(columns)} FROM journal ORDER BY seq").fetchall()
    sample.raw.execute("UPDATE journal SET seq = seq + 1000000, hash = hash || rowid")
    previous = "0" * 64
    for seq, (rowid, *values) in enumerate(rows, start=1):
        fields = [*values[:1], seq, *values[2:11], previous]
        text = "\x1f".join("" if f is None else str(f) for f in fields)
        previous_was, previous = previous, hashlib.sha256(text.encode()).hexdigest()
        sample.raw.execute(
            "UPDATE journal SET seq = ?, prev_hash = ?, hash = ? WHERE rowid = ?", (seq, previous_was, previous, rowid)
        )
        sample.raw.execute("UPDATE posting SET seq = ? WHERE seq = ?", (-seq, values[1]))
    sample.raw.execute("UPDATE posting SET seq = -seq WHERE seq < 0")


def _cut(sample: Sample, seq: int) -> None:
    sample.raw.execute("DELETE FROM posting WHERE seq = ?", (seq,))
    sample.raw.execute("DELETE FROM journal WHERE seq = ?", (seq,))


def _exchange(sample: Sample, seq: int) -> None:
    for table in ("journal", "posting"):
        sample.raw.execute(f"UPDATE {table} SET seq = -1 WHERE seq = ?", (seq,))
        sample.raw.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (seq, seq + 1))
        sample.raw.execute(f"UPDATE {table} SET seq = ? WHERE seq = -1", (seq + 1,))


def _put_in(sample: Sample, seq: int) -> None:
    sample.raw.execute("UPDATE posting SET seq = -seq - 1 WHERE seq >= ?", (seq,))
    sample.raw.execute("UPDATE posting SET seq = -seq WHERE seq < 0")
    sample.raw.execute("UPDATE journal SET seq = -seq - 1 WHERE seq >= ?", (seq,))
    sample.raw.execute("UPDATE journal SET seq = -seq WHERE seq < 0")
    columns = ", ".join(COVERED["journal"][3:-1])
    sample.raw.execute(
        f"INSERT INTO journal (counter, seq, action_id, hash, {columns}) "
        f"SELECT counter, ?, 'forged', 'forged', {columns} FROM journal WHERE seq = ?",
        (seq, seq + 1),
    )
    sample.raw.execute("UPDATE journal SET postings = '' WHERE action_id = 'forged'")


def _cut_tail(sample: Sample, seq: int) -> None:
    for table in ("posting", "journal"):
        sample.raw.execute(f"DELETE FROM {table} WHERE seq >= ?", (seq,))


ATTACKS: dict[str, Callable[[Sample, int], None]] = {
    "cut": _cut,
    "exchanged": _exchange,
    "inserted": _put_in,
    "tail cut": _cut_tail,
}


def attacks(sample: Sample, stride: int) -> Iterator[tuple[str, bool]]:
    """Entries cut out, exchanged, put in and cut off, as they are and with every hash made again."""
    (noted,) = sample.raw.execute("SELECT MAX(seq) FROM journal WHERE kind = 'till-close'").fetchone()
    for name, attack in ATTACKS.items():
        for seq in range(1, noted, stride):
            for forged in (False, True):
                attack(sample, seq)
                if forged:
                    rechain(sample)
                yield f"{name} at {seq}{', hashes made again' if forged else ''}", sample.alarmed()
                sample.restore()


def run(_wanted: int, seconds: float, stride: int = 1, entry_stride: int = 1) -> Tally:
    """Every byte, and every entry up to the last head that is kept outside."""
    tally = Tally("T7", "tampering")
    until = time.monotonic() + seconds
    with scratch() as folder:
        sample = Sample(Pattern(folder), folder)
        tally.controls["an untouched copy verifies"] = not sample.alarmed()
        ways: Sequence[tuple[str, Iterator[tuple[str, bool]]]] = (
            ("entries moved", attacks(sample, entry_stride)),
            ("bytes changed", flips(sample, stride)),
        )
        for what, changes in ways:
            for where, seen in changes:
                tally.counts[what] += 1
                if not seen:
                    tally.fault("undetected", where)
                if time.monotonic() > until:
                    tally.notes.append("the time was over before every byte was tried")
                    break
        tally.controls["the copy verifies again when all is put back"] = not sample.alarmed()
        sample.close()
    return tally
