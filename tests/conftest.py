"""Fixtures for every room: a sample office of one's own, copied from one that was made once."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from counter.bootstrap.core import Core, init, open_core
from tests.support import FakeClock

# The suite judges a change, so it tries the same examples each time; a search for new ones is asked for.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def _pattern_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pattern") / "home"
    init(home, with_sample=True)
    return home


@pytest.fixture
def sample_home(_pattern_home: Path, tmp_path: Path) -> Path:
    """A data directory with the sample office, nothing sold yet."""
    home = tmp_path / "home"
    shutil.copytree(_pattern_home, home)
    return home


@pytest.fixture
def clock() -> FakeClock:
    """A clock that the test moves."""
    return FakeClock()


@pytest.fixture
def core(sample_home: Path, clock: FakeClock) -> Iterator[Core]:
    """The sample office's services on a real SQLite file and a clock that stands still."""
    opened = open_core(sample_home, clock=clock)
    yield opened
    opened.store.close()
