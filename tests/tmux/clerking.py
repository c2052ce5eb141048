"""Half an hour of scripted clerking in the real program under tmux: `make clerking`.

Customers and incidents come in a shuffled order that the seed decides. After each step every screen is judged: an error
code that the step does not expect, a word of a program that fell over, an unfilled place or an English sentence on a
Chinese screen ends in the list of what was found, and the command fails.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from tests.tmux import shift
from tests.tmux.clerk import Clerk
from tests.tmux.episodes import EPISODES, PIN
from tests.tmux.report import report
from tests.tmux.terminal import NotOnScreen, terminal
from tests.tmux.watch import Watch

SIZE = (120, 36)
FAILED = "failed"
USUAL = ("parcel", "parcel", "letter", "two parcels", "parcel", "letter")
"""Most customers want nothing special."""
BETWEEN_S = 2.0
"""Until the next customer is there."""


def main() -> int:
    """Run, write the log, and say what was found."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="clerking-"))
    home = folder / "home"
    watch = Watch()
    command = [sys.executable, "-m", "counter.cli.main", "demo", "--home", str(home), "--fresh", "--language", "zh"]
    try:
        with terminal("clerking", command, SIZE, watch.look) as term:
            clerk = Clerk(term, watch, home)
            _work(clerk, Random(options.seed), options.minutes * 60)
        verified = _verified(home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = report(clerk.lines, watch, options.seed, options.minutes, verified)
    if options.log:
        options.log.write_text(text, encoding="utf-8")
    print(text)
    failed = [line for line in clerk.lines if line.outcome.startswith(FAILED)]
    return 1 if watch.found or failed else 0


def _work(clerk: Clerk, dice: Random, seconds: float) -> None:
    """Sign in, open the till, serve until the time is over, close the shift."""
    clerk.did("sign in", shift.sign_in(clerk, PIN))
    _do(clerk, "till opened", lambda: shift.open_till(clerk))
    for name in _customers(dice):
        if time.monotonic() - clerk.began > seconds:
            break
        _do(clerk, name, partial(EPISODES[name], clerk, dice))
        time.sleep(BETWEEN_S)
    if clerk.watch.language != "zh":
        _do(clerk, "language", lambda: EPISODES["language"](clerk, dice))
    _do(clerk, "till closed", lambda: shift.close_till(clerk))
    _do(clerk, "sign out", lambda: shift.sign_out(clerk))


def _customers(dice: Random) -> Iterator[str]:
    """First one of each kind, then on in shuffled rounds; an incident after every few usual customers."""
    yield from EPISODES
    while True:
        incidents = [name for name in EPISODES if name not in USUAL]
        dice.shuffle(incidents)
        for incident in incidents:
            yield from dice.sample(USUAL, 2)
            yield incident


def _do(clerk: Clerk, what: str, act: Callable[[], str]) -> None:
    """One episode; one that fails is written down with its screen, and the form is made empty again."""
    before = Counter(clerk.watch.found)
    try:
        outcome = act()
    except (NotOnScreen, LookupError, OSError) as error:
        outcome = f"{FAILED}: {error!r}"
        _tidy(clerk)
    new = [found for found in clerk.watch.found if found not in before]
    clerk.did(what, outcome + ("; FOUND " + "; ".join(new) if new else ""))
    print(f"{clerk.lines[-1].at:7.1f}  {what}: {clerk.lines[-1].outcome}", file=sys.stderr, flush=True)


def _tidy(clerk: Clerk) -> None:
    clerk.expecting()
    clerk.scale(plugged=True, weight_g=0)
    clerk.printer(paper_out=False)
    try:
        clerk.back()
        clerk.term.press("C-t")
    except NotOnScreen as error:
        clerk.did("tidying", f"{FAILED}: {error}")


def _verified(home: Path) -> str:
    """What the audit of the journal says afterwards."""
    done = subprocess.run(
        [sys.executable, "-m", "counter.cli.main", "audit", "verify", "--home", str(home)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return (done.stdout or done.stderr).strip()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--log", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
