"""Backups are restored before they are trusted; a restore never loses what was there."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counter.bootstrap import backups
from counter.bootstrap.core import Core, open_core
from counter.errors import StorageTrouble
from counter.services.audit import verify
from counter.services.identifiers import new_action_id
from counter.storage import backup as copies
from tests.counter.services.people import CLERK, member, pieces, sell
from tests.support import BEIJING, FakeClock

NIGHT = datetime(2026, 11, 23, 2, 0, tzinfo=BEIJING)


def _close_day(core: Core) -> None:
    core.day.begin()
    sell(core)
    clerk = member(core, CLERK)
    core.money.till_close.count(new_action_id(), clerk, pieces(core.money.till.reading().expected_cash))
    core.money.till_close.close(new_action_id(), clerk)


def test_a_night_backs_up_tests_and_prunes(core: Core, tmp_path: Path) -> None:
    _close_day(core)
    folder = tmp_path / "copies"
    for night in range(4):
        done = backups.nightly(core.config, folder, 2, NIGHT + timedelta(days=night))
    assert done.entries == verify(core.store).entries
    assert sorted(p.name for p in folder.iterdir()) == ["office-20261125T020000.db", "office-20261126T020000.db"]


def test_a_copy_that_does_not_hold_is_not_trusted(core: Core, tmp_path: Path) -> None:
    _close_day(core)
    with core.store.engine.connect().execution_options(counter_write=True) as connection:
        connection.exec_driver_sql("DROP TRIGGER journal_no_update")
        connection.exec_driver_sql("UPDATE journal SET actor = 'liqiang' WHERE seq = 2")
        connection.commit()
    with pytest.raises(StorageTrouble, match="backup-unfit"):
        backups.nightly(core.config, tmp_path / "copies", 1, NIGHT)


def test_a_restore_is_known_to_the_audit(core: Core, tmp_path: Path, sample_home: Path, clock: FakeClock) -> None:
    core.day.begin()
    sell(core)
    copies.backup(core.config.database, tmp_path / "copy.db")
    _close_day(core)
    core.store.close()
    kept = backups.restore(core.config, tmp_path / "copy.db", clock.now())
    assert kept is not None
    assert kept.exists()
    again = open_core(sample_home, clock=clock)
    assert verify(again.store, again.money.heads).ok
    assert [n.why for n in again.money.heads.notes()] == ["close", "restored"]
    again.store.close()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _foreign(path: Path) -> None:
    import pysqlite3.dbapi2 as driver

    path.unlink()
    with driver.connect(str(path)) as connection:
        connection.execute("CREATE TABLE x (y)")


def _future(path: Path) -> None:
    import pysqlite3.dbapi2 as driver

    with driver.connect(str(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(_truncate, "backup-(damaged|failed)"), (_foreign, "backup-foreign"), (_future, "schema-newer")],
)
def test_an_unfit_backup_replaces_nothing(core: Core, tmp_path: Path, spoil: Callable[[Path], None], code: str) -> None:
    core.day.begin()
    sell(core)
    copies.backup(core.config.database, tmp_path / "copy.db")
    spoil(tmp_path / "copy.db")
    with pytest.raises(StorageTrouble, match=code):
        copies.restore(tmp_path / "copy.db", core.config.database)
    assert verify(core.store).entries == 3


def test_a_damaged_database_is_put_aside_and_replaced(core: Core, tmp_path: Path) -> None:
    core.day.begin()
    sell(core)
    copies.backup(core.config.database, tmp_path / "copy.db")
    core.store.close()
    database = copies.sqlite_path(core.config.database)
    _truncate(database)
    size = database.stat().st_size
    kept = copies.restore(tmp_path / "copy.db", core.config.database)
    assert kept is not None
    assert kept.stat().st_size == size
    assert verify(core.store).ok


def test_a_backup_never_overwrites(core: Core, tmp_path: Path) -> None:
    copies.backup(core.config.database, tmp_path / "copy.db")
    before = shutil.copy(tmp_path / "copy.db", tmp_path / "same.db")
    with pytest.raises(Exception, match="file-exists"):
        copies.backup(core.config.database, tmp_path / "copy.db")
    assert Path(before).read_bytes() == (tmp_path / "copy.db").read_bytes()
