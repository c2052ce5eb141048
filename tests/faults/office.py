"""Offices to hurt: a sample office copied in a moment, and its services on any engine, clock and counter."""

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from counter.bootstrap.core import Core, init, join, open_core
from counter.domain.staff import StaffMember
from counter.services.ports import Clock
from counter.storage.engine import open_engine
from counter.storage.store import SqlStore
from counter.storage.vault import Vault, load_key
from tests.support import FakeClock

FAST = Path("/dev/shm")
"""Memory, where there is some: crash states and simulations need no disk."""

COUNTER = "02"


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where possible, gone afterwards."""
    with TemporaryDirectory(prefix="counter-faults-", dir=FAST if FAST.is_dir() else None) as folder:
        yield Path(folder)


class Pattern:
    """A sample office made once, and copied for each trial."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "pattern"
        init(self.home, with_sample=True)
        core = open_core(self.home, clock=FakeClock())
        self.staff = {m.staff_id: m for m in core.sign_in.members()}
        core.store.close()
        self._config = core.config
        self._key = load_key(core.config.key_file)

    def copy(self, to: Path) -> Path:
        """A fresh office in `to`."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.home, to)
        return to

    def open(
        self,
        home: Path,
        clock: Clock,
        opened: Callable[[str], Engine] = open_engine,
        counter: str = COUNTER,
        store_class: type[SqlStore] = SqlStore,
    ) -> Core:
        """The services of one counter on the office in `home`."""
        url = f"sqlite:///{home / 'office.db'}"
        store = store_class(url, Vault(self._key), counter, opened)
        config = replace(self._config, home=home, counter=counter)
        return join(config, store, clock)


def clerk(core: Core, staff_id: str = "zhangmin") -> StaffMember:
    """One of the sample's people."""
    return next(m for m in core.sign_in.members() if m.staff_id == staff_id)


def seeded_id(rng: Random) -> str:
    """An action id (UUIDv7) that comes from a seed."""
    bits = rng.getrandbits(128)
    bits = bits & ~(0xF << 76) | 0x7 << 76
    bits = bits & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=bits))
