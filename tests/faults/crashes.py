"""T1: what a power cut may leave of the database, at every moment of every workflow, opened and judged.

A day's workflows run through the real services on a file layer that writes down every write, sync, truncation and
deletion, with what was acknowledged in between. At any point of that log the disk holds what was synced, and of the
rest any part: each write may be lost, kept or torn between sectors, in any order. Such states are built in memory,
opened with the product's SQLite, and judged by `judge`; every 500th also by the product's own check and verify.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from counter.services.audit import verify
from counter.storage.health import check
from tests.faults.apsw_driver import engine_on
from tests.faults.disk import ACK, DELETE, SYNC, TRUNCATE, WRITE, Layer, Op
from tests.faults.judge import Ack, connect, judge
from tests.faults.office import Pattern, scratch
from tests.faults.tally import Tally
from tests.faults.workflows import whole_day
from tests.support import FakeClock

SECTOR = 512
STATES_A_DAY = 20_000
BY_THE_PRODUCT = 500
CHECKPOINTS = (8, 30, 1000)
"""Pages after which SQLite copies the log into the database: the last is its default, the others do it often."""

Kept = tuple[int, int]
"""An operation that reached the disk, and how many of its bytes did."""


@dataclass(slots=True)
class FileState:
    """One file: what is certain, and what was asked for since the last sync."""

    durable: bytes = b""
    pending: list[Op] = field(default_factory=list)

    def after(self, kept: Sequence[Kept]) -> bytes:
        """The file if of the pending operations just these reached the disk."""
        image = bytearray(self.durable)
        for number, size in kept:
            op = self.pending[number]
            if op.what == WRITE:
                data = op.data[:size]
                if len(image) < op.offset:
                    image.extend(bytes(op.offset - len(image)))
                image[op.offset : op.offset + len(data)] = data
            else:
                del image[op.offset if op.what == TRUNCATE else 0 :]
        return bytes(image)

    def all(self) -> list[Kept]:
        return [(n, len(op.data)) for n, op in enumerate(self.pending)]

    def sync(self) -> None:
        self.durable, self.pending = self.after(self.all()), []

    def some(self, rng: Random) -> tuple[Kept, ...]:
        """A legal part of what is pending: a prefix, all but one, or any subset; writes may be torn."""
        everything = self.all()
        way = rng.randrange(4)
        if way == 0:
            kept = everything[: rng.randrange(len(everything) + 1)]
        elif way == 1 and everything:
            gone = rng.randrange(len(everything))
            kept = everything[:gone] + everything[gone + 1 :]
        else:
            share = rng.random()
            kept = [k for k in everything if rng.random() < share]
        return tuple(self._torn(k, rng) for k in self._consistent(kept))

    def _torn(self, kept: Kept, rng: Random) -> Kept:
        number, size = kept
        if size <= SECTOR or rng.random() < 0.9:
            return kept
        return number, rng.randrange(0, size, SECTOR)

    def _consistent(self, kept: list[Kept]) -> list[Kept]:
        """Where a deletion did not reach the disk, the old file is there, and nothing of the new one."""
        deletions = [n for n, op in enumerate(self.pending) if op.what == DELETE]
        lost = [n for n in deletions if n not in {number for number, _ in kept}]
        return [k for k in kept if not lost or k[0] < lost[0]]


def record(pattern: Pattern, seed: int, pragmas: Sequence[str] = ()) -> tuple[bytes, list[Op]]:
    """One day's log on a fresh office, and the database before it."""
    home = pattern.copy(pattern.home.parent / "recorded")
    before = (home / "office.db").read_bytes()
    layer = Layer()
    often = f"PRAGMA wal_autocheckpoint={CHECKPOINTS[seed % len(CHECKPOINTS)]}"
    core = pattern.open(home, FakeClock(), engine_on(layer.vfs_name, (often, *pragmas)))
    whole_day(core, pattern.staff["zhangmin"], pattern.staff["wangfang"], layer.ack)
    log = list(layer.log)
    core.store.close()
    layer.unregister()
    return before, log


def moments(before: bytes, log: Sequence[Op]) -> Iterator[tuple[dict[str, FileState], list[Ack], int]]:
    """Every point of the log: the files as they may be, and what was acknowledged by then; and its epoch."""
    files = {"db": FileState(before), "wal": FileState()}
    acks: list[Ack] = []
    epoch = 0
    for op in log:
        if op.what == ACK:
            acks.append(op.ack)
        elif op.what == SYNC:
            files[op.name].sync()
            epoch += 1
        else:
            files[op.name].pending.append(op)
        yield files, acks, epoch


def states(before: bytes, log: Sequence[Op], rng: Random, limit: int) -> Iterator[tuple[bytes, bytes, list[Ack]]]:
    """Up to `limit` different crash states of a day, spread over its whole length."""
    seen: set[object] = set()
    each = max(1, 3 * limit // len(log))
    for files, acks, epoch in moments(before, log):
        for _ in range(each if any(f.pending for f in files.values()) else 1):
            db, wal = files["db"].some(rng), files["wal"].some(rng)
            key = (epoch, len(acks), db, wal)
            if key in seen:
                continue
            seen.add(key)
            yield files["db"].after(db), files["wal"].after(wal), acks
            if len(seen) >= limit:
                return


def judge_state(folder: Path, db: bytes, wal: bytes, acks: Sequence[Ack]) -> list[str]:
    """Put a state into files, open them, and say what is wrong."""
    path = folder / "office.db"
    path.write_bytes(db)
    (folder / "office.db-wal").write_bytes(wal)
    connection = connect(path)
    try:
        return list(judge(connection, acks))
    finally:
        connection.close()


def run(wanted: int, seconds: float, a_day: int = STATES_A_DAY, after: int = 0) -> Tally:
    """Days recorded and crashed until so many states were judged."""
    tally = Tally("T1", "crash states")
    until = time.monotonic() + seconds
    with scratch() as folder:
        pattern = Pattern(folder)
        for weak in ("NORMAL", "OFF"):
            name = f"WAL with synchronous={weak} loses acknowledged sales"
            tally.controls[name] = control(pattern, f"PRAGMA synchronous={weak}")
        seed = after
        while tally.counts["crash states"] < wanted and time.monotonic() < until:
            seed += 1
            _crash_a_day(pattern, seed, min(a_day, wanted - tally.counts["crash states"]), until, tally)
    tally.notes.append("the product's services on apsw's file layer; the states opened with the product's own SQLite")
    return tally


def _crash_a_day(pattern: Pattern, seed: int, limit: int, until: float, tally: Tally) -> None:
    before, log = record(pattern, seed)
    tally.counts["days recorded"] += 1
    tally.counts["operations"] += len(log)
    home = pattern.copy(pattern.home.parent / "crashed")
    for db, wal, acks in states(before, log, Random(seed), limit):
        tally.counts["crash states"] += 1
        tally.faults(judge_state(home, db, wal, acks), f"day {seed}, state {tally.counts['crash states']}")
        if tally.counts["crash states"] % BY_THE_PRODUCT == 0:
            tally.faults(_by_the_product(pattern, home, db, wal), f"day {seed}, by the product")
            tally.counts["by the product too"] += 1
        if time.monotonic() > until:
            return


def _by_the_product(pattern: Pattern, home: Path, db: bytes, wal: bytes) -> Iterator[str]:
    (home / "office.db").write_bytes(db)
    (home / "office.db-wal").write_bytes(wal)
    core = pattern.open(home, FakeClock())
    if not verify(core.store).ok or check(core.store.engine):
        yield "damaged"
    core.store.close()


def control(pattern: Pattern, pragma: str, limit: int = 1_500) -> bool:
    """Whether a weakened database is seen to lose what was acknowledged."""
    before, log = record(pattern, 2, (pragma,))
    home = pattern.copy(pattern.home.parent / "control")
    return any("lost" in judge_state(home, *state) for state in states(before, log, Random(0), limit))
