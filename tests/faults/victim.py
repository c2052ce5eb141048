"""A counter that is killed at a named moment: `python -m tests.faults.victim HOME MOMENT ACTION_ID PRINTER_ADDRESS`.

It accepts one parcel through the real services on a real file and prints to a real port, and dies by its own SIGKILL,
so that nothing can be tidied up.
"""

import os
import signal
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from counter.bootstrap.clock import SystemClock
from counter.bootstrap.core import Core, join, open_store
from counter.bootstrap.devices import Devices
from counter.config import load
from counter.services.drafts import Draft
from counter.services.spool import Spool
from counter.storage.store import SqlUnitOfWork
from devices.printers.ports import OpenPort
from tests.faults.office import clerk as clerk_of
from tests.support import settle_request

JOB_BYTES = 500
"""What is shorter is a question to the printer, not a document."""

MOMENTS = ("before-commit", "after-commit", "before-printing", "while-printing", "after-printing", "never")


class _HalfPort:
    """A wire that takes half of a job; then the program dies."""

    def __init__(self, open_port: OpenPort) -> None:
        self._port = open_port()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._port, name)

    def write(self, data: bytes) -> None:
        if len(data) < JOB_BYTES:
            return self._port.write(data)
        self._port.write(data[: len(data) // 2])
        return die()


def die() -> None:
    """End as a power cut would, as far as this process is concerned."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingUow(SqlUnitOfWork):
    """A unit of work that dies around its commit of a sale."""

    moment = ""

    def commit(self) -> None:
        sale = self.journal.last_of(["sale"]) is not None
        if sale and self.moment == "before-commit":
            die()
        super().commit()
        if sale and self.moment == "after-commit":
            die()


def main(home: Path, moment: str, action_id: str, printer: str) -> None:
    """Accept and print one parcel, dying at `moment`."""
    config = load(home)
    config = replace(config, printers=tuple(replace(p, port=printer, model="simulated") for p in config.printers))
    store = open_store(config)
    core = join(config, store, SystemClock())
    core.day.begin()
    core.drafts.save(Draft(action_id, "zhangmin", {"recipient": "李雷"}))
    _arm(core, moment)
    clerk = clerk_of(core)
    core.checkout.settle(settle_request(action_id=action_id), clerk)
    if moment == "before-printing":
        die()
    _print(core, moment)


def _arm(core: Core, moment: str) -> None:
    DyingUow.moment = moment
    store = core.store
    store.write = lambda: DyingUow(store._writing, store.vault, core.config.counter, store._writer)  # type: ignore[method-assign]


def _print(core: Core, moment: str) -> None:
    devices = Devices(core.config)
    if moment == "while-printing":
        for link in devices.printers.values():
            link._open_port = partial(_HalfPort, link._open_port)
    spool = Spool(core.store, devices.printers, core.clock, core.day, lambda job: None)
    spool.start()
    while spool.waiting() != (0, 0):
        time.sleep(0.01)
    if moment == "after-printing":
        die()
    spool.stop()
    devices.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:5])
