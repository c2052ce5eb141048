"""The ledger's figures: a counter's data opened, and a long chain verified."""

import contextlib
import hashlib
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from counter.bootstrap.core import Core, init, open_core
from counter.domain.journal import GENESIS
from counter.services.audit import verify

ENTRIES = 1_000_000


def run() -> list[str]:
    """One line a figure: what was measured, and what it is compared with."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init(home, with_sample=True)
        core = open_core(home)
        lines = [_start(home, core)]
        _fill(core, ENTRIES)
        lines += [_verified(core)]
        core.store.close()
    return lines


def _start(home: Path, core: Core) -> str:
    def once() -> None:
        again = open_core(home)
        again.day.begin()
        again.store.close()

    took = sorted(_timed(once) for _ in range(20))
    return f"open a counter's data  {took[len(took) // 2] * 1e3:.0f} ms, worst {took[-1] * 1e3:.0f} ms  limit 2000 ms"


def _fill(core: Core, count: int) -> None:
    """A chain of another counter, written past the guards that would make a benchmark wait."""
    import pysqlite3.dbapi2 as driver

    database = core.config.database.removeprefix("sqlite:///")
    with contextlib.closing(driver.connect(database, isolation_level=None)) as connection:
        cursor = connection.cursor()
        for pragma in ("foreign_keys = OFF", "cache_size = -600000", "synchronous = OFF", "temp_store = MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("BEGIN")
        for name in [r[0] for r in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()]:
            cursor.execute(f"DROP TRIGGER {name}")
        postings = (
            ("99", seq, line, account, amount)
            for seq in range(1, count + 1)
            for line, account, amount in ((1, "cash:99", 2100), (2, "postage:300", -1800), (3, "fee:registered", -300))
        )
        cursor.executemany("INSERT INTO posting VALUES (?, ?, ?, ?, ?)", postings)
        cursor.executemany(f"INSERT INTO journal VALUES ({', '.join('?' * 13)})", _chain(count))
        cursor.execute("COMMIT")


def _chain(count: int) -> Iterator[tuple[object, ...]]:
    text = "cash:99=2100;postage:300=-1800;fee:registered=-300"
    payload = '{"change":0,"currency":"CNY","items":[{"mail_number":"PA10000000001","total":2100}],"total":2100}'
    previous = GENESIS
    for seq in range(1, count + 1):
        fields = (
            "99",
            seq,
            f"{seq:012d}",
            "bench",
            "person",
            "zhangmin",
            "2026-11-22",
            "t",
            None,
            payload,
            text,
            previous,
        )
        covered = "\x1f".join("" if f is None else str(f) for f in fields)
        stored = hashlib.sha256(covered.encode()).hexdigest()
        yield (*fields, stored)
        previous = stored


def _verified(core: Core) -> str:
    verdicts = []
    took = _timed(lambda: verdicts.append(verify(core.store)))
    assert verdicts[0].ok, verdicts[0].broken
    return f"audit verify {verdicts[0].entries} entries  {took:.2f} s  limit 5 s"


def _timed(work: object) -> float:
    assert callable(work)
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
