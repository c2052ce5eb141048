"""How a practice run is marked: by what was reached, by what went wrong, and by time; hints cost a little."""

from dataclasses import dataclass

FULL = 100
FOR_TIME = 20
"""Points of a hundred that speed can earn, and only a run that reached everything."""
PER_HINT = 5
SLOWEST = 3
"""At this many times the par time nothing is left of the points for time."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: points reached, points there were, points lost by faults, seconds, and hints taken."""

    reached: int
    all_points: int
    lost: int
    seconds: int
    par_s: int
    hints: int


def score(run: Run) -> int:
    """0 to 100, whole."""
    if run.all_points <= 0:
        return 0
    correct = (FULL - FOR_TIME) * run.reached // run.all_points
    in_time = _for_time(run) if run.reached == run.all_points else 0
    return max(0, correct + in_time - run.lost - PER_HINT * run.hints)


def _for_time(run: Run) -> int:
    """All of the points within the par time, then fewer by the second, none at three times the par."""
    over = max(0, run.seconds - run.par_s)
    room = (SLOWEST - 1) * run.par_s
    return FOR_TIME * max(0, room - over) // room
