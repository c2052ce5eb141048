"""Whoever changes the file is found out: bytes, entries, the tail."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.office import Pattern
from tests.faults.tampering import Sample, run


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample(Pattern(tmp_path), tmp_path)
    yield made
    made.close()


def test_a_share_of_all_bytes_and_entries() -> None:
    tally = run(1, 60, stride=61, entry_stride=5)
    assert tally.ok, tally.lines()
    assert tally.counts["bytes changed"] > 100


@pytest.mark.parametrize("line", [0, 3, 258, -1])
def test_postings_are_numbered_from_one_on(sample: Sample, line: int) -> None:
    """A number that leaves the order as it was changes nothing that is read, and is found all the same."""
    assert not sample.alarmed()
    sample.raw.execute("UPDATE posting SET line = ? WHERE line = 1 AND seq = (SELECT MAX(seq) FROM posting)", (line,))
    assert sample.alarmed()


def test_a_tail_that_is_cut_is_found_by_the_heads_kept_outside(sample: Sample) -> None:
    (last,) = sample.raw.execute("SELECT MAX(seq) FROM journal WHERE kind = 'till-close'").fetchone()
    for table in ("posting", "journal"):
        sample.raw.execute(f"DELETE FROM {table} WHERE seq >= ?", (last,))
    assert sample.alarmed()
    sample.core.money.heads.path.unlink()  # type: ignore[attr-defined]
    sample.raw.execute("DELETE FROM sale WHERE seq >= ?", (last,))
    assert not sample.alarmed(), (
        "without the heads outside, a cut tail is a whole shorter chain: that is what they are for"
    )
