"""A fresh sample office for each test of the screen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.bootstrap.core import init
from tests.ui.desk import World, world


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample office made once; hashing its PINs takes longer than a test."""
    home = tmp_path_factory.mktemp("sample") / "home"
    init(home, with_sample=True)
    return home


@pytest.fixture
def office(sample_home: Path, tmp_path: Path) -> Iterator[World]:
    """A copy of it, open."""
    shutil.copytree(sample_home, tmp_path / "home")
    with world(tmp_path) as opened:
        opened.know_the_sender()
        yield opened
