"""Copying a SQLite database while it is in use, and putting a copy back."""

import contextlib
from datetime import datetime
from pathlib import Path

from counter.errors import StorageTrouble, UsageError

_PREFIX = "sqlite:///"


def backup(url: str, target: Path) -> int:
    """Copy the database online; returns the bytes written. UsageError for an existing target or another database."""
    source = _sqlite_path(url)
    if target.exists():
        raise UsageError(
            "file-exists", "{file} exists already.", "Choose a new name: a backup never overwrites.", file=str(target)
        )
    _copy(source, target)
    return target.stat().st_size


def restore(source: Path, url: str) -> Path | None:
    """Put a backup in the database's place, the present one kept beside it; returns where it was kept."""
    target = _sqlite_path(url)
    if not source.exists():
        raise UsageError("file-missing", "{file} does not exist.", "Name a backup file.", file=str(source))
    fresh = target.with_name(target.name + ".restoring")
    fresh.unlink(missing_ok=True)
    _copy(source, fresh)
    kept = None
    if target.exists():
        kept = target.with_name(f"{target.name}.before-{datetime.now().astimezone():%Y%m%dT%H%M%S}")
        _copy(target, kept)
    for suffix in ("", "-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    fresh.replace(target)
    return kept


def _copy(source: Path, target: Path) -> None:
    import pysqlite3.dbapi2 as driver

    try:
        with (
            contextlib.closing(driver.connect(f"file:{source}?mode=ro", uri=True)) as old,
            contextlib.closing(driver.connect(str(target))) as new,
        ):
            old.backup(new)
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


def _sqlite_path(url: str) -> Path:
    if not url.startswith(_PREFIX):
        raise UsageError(
            "backup-kind",
            "This database is not a SQLite file.",
            "Use the database server's own tools (pg_dump, pg_restore).",
        )
    return Path(url.removeprefix(_PREFIX))
