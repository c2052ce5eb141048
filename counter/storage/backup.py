"""Copying a SQLite database while it is in use, putting a copy back, and copies by night."""

import contextlib
import os
from datetime import datetime
from pathlib import Path

from counter.errors import StorageTrouble, UsageError

_PREFIX = "sqlite:///"
NIGHTLY = "office-{:%Y%m%dT%H%M%S}.db"


def backup(url: str, target: Path) -> int:
    """Copy the database online; returns the bytes written. UsageError for an existing target or another database."""
    source = sqlite_path(url)
    if target.exists():
        raise UsageError(
            "file-exists", "{file} exists already.", "Choose a new name: a backup never overwrites.", file=str(target)
        )
    _copy(source, target)
    return target.stat().st_size


def nightly(url: str, folder: Path, at: datetime) -> Path:
    """Copy the database into a folder, named by the time."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / NIGHTLY.format(at)
    backup(url, target)
    return target


def prune(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest nightly copies; returns what was deleted."""
    copies = sorted(folder.glob("office-????????T??????.db"))
    old = copies[: max(0, len(copies) - keep)]
    for path in old:
        path.unlink()
    return old


def restore(source: Path, url: str) -> Path | None:
    """Put a backup in the database's place, the present one kept beside it; returns where it was kept.

    The copy is checked before anything is replaced. A present database that is damaged is kept as it is, not copied.
    Errors: UsageError file-missing; StorageTrouble backup-damaged, backup-failed, schema-newer, backup-foreign.
    """
    target = sqlite_path(url)
    if not source.exists():
        raise UsageError("file-missing", "{file} does not exist.", "Name a backup file.", file=str(source))
    fresh = target.with_name(target.name + ".restoring")
    fresh.unlink(missing_ok=True)
    _copy(source, fresh)
    try:
        _require_ours(fresh, source)
    except StorageTrouble:
        fresh.unlink()
        raise
    _sync(fresh)
    kept = _keep(target) if target.exists() else None
    for suffix in ("", "-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    fresh.replace(target)
    _sync(target.parent)
    return kept


def sqlite_path(url: str) -> Path:
    """The file of a SQLite database. UsageError backup-kind for another database."""
    if not url.startswith(_PREFIX):
        raise UsageError(
            "backup-kind",
            "This database is not a SQLite file.",
            "Use the database server's own tools (pg_dump, pg_restore).",
        )
    return Path(url.removeprefix(_PREFIX))


def _keep(target: Path) -> Path:
    kept = target.with_name(f"{target.name}.before-{datetime.now().astimezone():%Y%m%dT%H%M%S%f}")
    try:
        _copy(target, kept)
    except StorageTrouble:
        # Damaged or no database: what there is of it is kept for whoever may read more out of it.
        for suffix in ("-wal", "-shm", ""):
            part = target.with_name(target.name + suffix)
            if part.exists():
                part.rename(kept.with_name(kept.name + suffix))
    return kept


def _require_ours(path: Path, named: Path) -> None:
    # Deferred: the database library is loaded by those who open a database.
    import pysqlite3.dbapi2 as driver

    from counter.storage.schema import KNOWN, newer

    with contextlib.closing(driver.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except driver.Error:
            row = None
    if row is None:
        raise StorageTrouble(
            "backup-foreign", "{file} is no backup of this program.", "Name another file.", file=str(named)
        )
    if row[0] not in KNOWN:
        raise newer(row[0])


def _copy(source: Path, target: Path) -> None:
    import pysqlite3.dbapi2 as driver

    try:
        with (
            contextlib.closing(driver.connect(f"file:{source}?mode=ro", uri=True)) as old,
            contextlib.closing(driver.connect(str(target))) as new,
        ):
            old.backup(new)
            # A copy is one file: no log beside it that could be left behind.
            new.execute("PRAGMA journal_mode = DELETE")
            damage = [row[0] for row in new.execute("PRAGMA integrity_check") if row[0] != "ok"]
    except driver.Error as error:
        target.unlink(missing_ok=True)
        raise StorageTrouble(
            "backup-failed", "{file} cannot be copied: {reason}", "Check the file and the disk.",
            file=str(source), reason=str(error),
        ) from error  # fmt: skip
    if damage:
        target.unlink(missing_ok=True)
        raise StorageTrouble(
            "backup-damaged", "{file} is damaged: {reason}", "Use another backup.", file=str(source), reason=damage[0]
        )


def _sync(path: Path) -> None:
    if os.name != "posix" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
