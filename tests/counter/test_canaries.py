"""Planted people are found nowhere but under encryption: no table, no WAL, no log, no export, no page, no paper."""

import logging

from counter.bootstrap.core import Core
from tests.counter.canaries import MARK, canary, hunt, plant, write_export

COUNT = 200


def test_no_canary_is_found_anywhere(core: Core) -> None:
    handler = logging.FileHandler(core.config.home / "counter.log", encoding="utf-8")
    logging.getLogger().addHandler(handler)
    try:
        said = plant(core, COUNT)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
    write_export(core)
    assert (core.config.home / "office.db-wal").stat().st_size > 0
    assert (core.config.home / "counter.log").stat().st_size > 0
    assert len(said) > COUNT // 4
    assert hunt(core, said, COUNT) == {}


def test_the_hunt_finds_what_is_there(core: Core) -> None:
    one = canary(3)
    (core.config.home / "leak.txt").write_text(one.party.phone)
    assert hunt(core, [MARK, one.number], 10) == {"leak.txt": 1, "said": 2}
