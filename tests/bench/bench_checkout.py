"""Confirm to committed: a durable sale with all its rows, hash and encryption, beside bare 4 KiB fdatasyncs."""

import os
import statistics
import tempfile
import time
from pathlib import Path

from counter.bootstrap.core import Core, init, open_core
from tests.support import settle_request

SALES = 200
SYNCS = 200
LIMIT = 6


def run() -> list[str]:
    """Medians of one run on one disk, the two kinds taking turns."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init(home, with_sample=True)
        core = open_core(home)
        sales, syncs = _measure(core, Path(folder) / "sync")
        core.store.close()
    sale, sync = statistics.median(sales), statistics.median(syncs)
    return [
        f"confirm to committed   {sale * 1e3:7.2f} ms median, {_p99(sales) * 1e3:7.2f} ms p99   ({SALES} sales)",
        f"4 KiB write+fdatasync  {sync * 1e3:7.2f} ms median, {_p99(syncs) * 1e3:7.2f} ms p99   ({SYNCS} times)",
        f"ratio of the medians   {sale / sync:7.2f}            aim: at most {LIMIT}",
    ]


def _measure(core: Core, file: Path) -> tuple[list[float], list[float]]:
    core.day.begin()
    clerk = next(m for m in core.sign_in.members() if m.staff_id == "zhangmin")
    sales, syncs = [], []
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT)
    for _ in range(SALES):
        request = settle_request()
        began = time.perf_counter()
        core.checkout.settle(request, clerk)
        sales.append(time.perf_counter() - began)
        began = time.perf_counter()
        os.write(descriptor, b"x" * 4096)
        os.fdatasync(descriptor)
        syncs.append(time.perf_counter() - began)
    os.close(descriptor)
    return sales, syncs


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]
