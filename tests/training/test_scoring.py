"""Marks: correctness first, then time, less what hints and faults cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.services.training.scoring import FOR_TIME, FULL, Run, score

RUNS = st.builds(
    Run,
    reached=st.integers(0, 100),
    all_points=st.just(100),
    lost=st.integers(0, 200),
    seconds=st.integers(0, 10_000),
    par_s=st.integers(1, 600),
    hints=st.integers(0, 10),
)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run(100, 100, 0, 60, 60, 0), 100),
        (Run(100, 100, 0, 120, 60, 0), 90),
        (Run(100, 100, 0, 180, 60, 0), 80),
        (Run(100, 100, 0, 9999, 60, 0), 80),
        (Run(50, 100, 0, 10, 60, 0), 40),
        (Run(100, 100, 0, 60, 60, 2), 90),
        (Run(100, 100, 60, 60, 60, 0), 40),
        (Run(0, 100, 100, 60, 60, 3), 0),
        (Run(0, 0, 0, 1, 1, 0), 0),
    ],
)
def test_a_run_is_marked(run: Run, expected: int) -> None:
    assert score(run) == expected


@given(RUNS)
def test_a_score_is_within_its_bounds_and_speed_alone_earns_nothing(run: Run) -> None:
    assert 0 <= score(run) <= FULL
    if run.reached < run.all_points:
        assert score(run) <= (FULL - FOR_TIME) * run.reached // run.all_points


@given(RUNS, st.integers(1, 1000))
def test_more_time_never_earns_more(run: Run, longer: int) -> None:
    slower = Run(run.reached, run.all_points, run.lost, run.seconds + longer, run.par_s, run.hints)
    assert score(slower) <= score(run)
