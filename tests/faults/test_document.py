"""The document names tests that exist, and says no other mutants are equivalent than those that are passed over."""

import re
from pathlib import Path

from tests.faults.mutation import equivalents

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = 12


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", DOCUMENT)
    assert named
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"


def test_every_row_names_a_test() -> None:
    rows = [line for line in DOCUMENT.splitlines() if re.match(r"\| \d+ \|", line)]
    assert len(rows) == ROWS
    assert all("::" in row for row in rows)


def test_equivalent_mutants_are_told() -> None:
    for name in equivalents():
        assert name in DOCUMENT, name
