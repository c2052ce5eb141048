"""Backups that were restored once before they are trusted, and restores that the heads' notes know of."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from counter.bootstrap.core import open_store
from counter.config import Config
from counter.domain.heads import HeadNote
from counter.errors import StorageTrouble
from counter.services.audit import verify
from counter.storage import backup as copies
from counter.storage.heads_file import HeadsFile
from counter.storage.schema import require_current
from counter.storage.store import SqlStore


@dataclass(frozen=True, slots=True)
class Nightly:
    """A night's backup: where it is, how many entries its restore test walked, and which older ones were deleted."""

    file: Path
    entries: int
    deleted: tuple[Path, ...]


def nightly(config: Config, folder: Path, keep: int, at: datetime) -> Nightly:
    """Back up, restore the backup elsewhere, verify what came back, and only then delete older ones.

    Errors: StorageTrouble backup-unfit when what came back does not hold; the copy is kept for inspection.
    """
    made = copies.nightly(config.database, folder, at)
    with tempfile.TemporaryDirectory() as scratch:
        url = f"sqlite:///{Path(scratch) / 'restored.db'}"
        copies.restore(made, url)
        entries = _tested(config, url, made)
    return Nightly(made, entries, tuple(copies.prune(folder, max(keep, 1))))


def restore(config: Config, source: Path, at: datetime) -> Path | None:
    """Put a backup in place and note the heads that it has, so that the audit knows what was given up on purpose."""
    kept = copies.restore(source, config.database)
    store = open_store(config)
    try:
        heads = HeadsFile(config.home)
        noted = {n.counter for n in heads.notes()}
        found = store.counters()
        for counter in sorted(noted | set(found)):
            scan = store.scan(counter)
            note = HeadNote(counter, scan.last_seq, scan.last_hash, at.isoformat(timespec="seconds"), "restored")
            heads.keep(note)
    finally:
        store.close()
    return kept


def _tested(config: Config, url: str, made: Path) -> int:
    real = open_store(config)
    restored = SqlStore(url, real.vault, config.counter)
    try:
        require_current(restored.engine)
        verdict = verify(restored)
    finally:
        restored.close()
        real.close()
    if not verdict.ok:
        raise StorageTrouble(
            "backup-unfit",
            "The backup {file} came back damaged: {what}.",
            "Keep the one before it, run counter audit verify, and call support.",
            file=str(made),
            what=verdict.broken[0].what,
        )
    return verdict.entries
