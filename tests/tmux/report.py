"""The log of a run as a page: what was done how often, each first time in full, and what was found."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.tmux.clerk import Line
from tests.tmux.watch import Watch

ABOUT = """\
`make clerking` plays a clerk at the real program in a terminal of 120x36: {minutes} minutes, seed {seed}. It reads the
screen, presses what the screen asks for, moves the simulated scale and printer, and judges every screen that stood
there: no error code but those that a step provokes, no word of a program that fell over, no unfilled place, no English
sentence on a Chinese screen."""


def report(lines: Sequence[Line], watch: Watch, seed: int, minutes: float, verified: str) -> str:
    """Markdown."""
    return "\n".join(_page(lines, watch, seed, minutes, verified)) + "\n"


def _page(lines: Sequence[Line], watch: Watch, seed: int, minutes: float, verified: str) -> Iterator[str]:
    spent = lines[-1].at / 60 if lines else 0
    yield from ("# Half an hour of scripted clerking", "")
    yield ABOUT.format(minutes=f"{minutes:.0f}", seed=seed)
    yield from ("", "| | |", "|---|---|")
    yield f"| time | {spent:.1f} minutes |"
    yield f"| episodes | {len(lines)} |"
    yield f"| screens judged | {watch.screens} |"
    codes = ", ".join(f"{code} on {n}" for code, n in sorted(watch.codes.items()))
    yield f"| error codes that a step provoked, and on how many screens | {codes or 'none'} |"
    yield f"| found that should not stand there | {len(watch.found)} |"
    yield f"| the journal afterwards | {verified.splitlines()[0] if verified else '-'} |"
    yield from ("", "## How often", "", "| what | times |", "|---|---|")
    for what, times in Counter(line.what for line in lines).most_common():
        yield f"| {what} | {times} |"
    yield from ("", "## Each for the first time", "", "```")
    seen: set[str] = set()
    for line in lines:
        if line.what not in seen:
            seen.add(line.what)
            yield f"{_clock(line.at)}  {line.what}: {line.outcome}"
    yield "```"
    if watch.found:
        yield from ("", "## Found", "")
        yield from (f"* {found}" for found in watch.found)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"
