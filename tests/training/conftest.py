"""A practice office as it is opened at the counter, with its simulated devices."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.bootstrap.core import init
from counter.bootstrap.training import FOLDER, open_practice
from tests.training.classroom import Classroom


@pytest.fixture(scope="session")
def real_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A counter whose people practise."""
    home = tmp_path_factory.mktemp("real") / "home"
    init(home, with_sample=True)
    return home


@pytest.fixture
def own_home(real_home: Path, tmp_path: Path) -> Path:
    """A copy of that counter for one test."""
    home = tmp_path / "own"
    shutil.copytree(real_home, home, ignore=shutil.ignore_patterns(FOLDER))
    return home


@pytest.fixture(scope="module")
def room(real_home: Path) -> Iterator[Classroom]:
    """Its practice office; each test starts a case of its own in it."""
    with open_practice(real_home) as (desk, practice):
        yield Classroom(desk, practice)
