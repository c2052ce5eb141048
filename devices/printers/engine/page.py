"""The paper under the head: lines are collected, laid out and become marks; a cut makes a `Paper` of them."""

from dataclasses import dataclass
from typing import NamedTuple

from devices.printers.engine.modes import FONT_A, Modes
from devices.printers.engine.paper import Line, Mark, Paper, Run

MAX_PAPER_DOTS = 40_000
MAX_RUNS_IN_LINE = 400


class Look(NamedTuple):
    """What a run of characters has in common."""

    cell: tuple[int, int]
    scale: tuple[int, int]
    bold: bool
    underline: int
    reverse: bool
    spacing: int


@dataclass(slots=True)
class _Pending:
    x: int
    look: Look
    text: str

    @property
    def end(self) -> int:
        return self.x + len(self.text) * advance(self.look)


def advance(look: Look) -> int:
    """Dots from one character to the next."""
    return look.cell[0] * look.scale[0] + look.spacing


class Page:
    """Everything printed since the last cut, and the line being collected."""

    def __init__(self, width_dots: int) -> None:
        self.width_dots = width_dots
        self._clear()
        self.discard_line()

    def _clear(self) -> None:
        self.y = 0
        self._marks: list[Mark] = []
        self._lines: list[Line] = []
        self._barcodes: list[tuple[str, str]] = []

    @property
    def at_line_start(self) -> bool:
        """True while nothing is collected."""
        return not self._runs and self.x == 0

    @property
    def empty(self) -> bool:
        """True when there is neither a mark nor feed since the last cut."""
        return not self.y and not self._runs

    def area(self, modes: Modes) -> int:
        """The printable width in dots."""
        return max(0, min(modes.area_width, self.width_dots - modes.left_margin))

    def put(self, text: str, look: Look, modes: Modes) -> None:
        """Collect characters; a full line is printed and fed, as printers do."""
        step = advance(look)
        while text:
            room = (self.area(modes) - self.x + look.spacing) // step
            if room <= 0:
                if self.at_line_start:
                    return  # a character wider than the area is never printed
                self.print_line(modes, modes.line_spacing)
                continue
            self._collect(text[:room], look)
            text = text[room:]
        if len(self._runs) > MAX_RUNS_IN_LINE:
            self.print_line(modes, modes.line_spacing)

    def _collect(self, text: str, look: Look) -> None:
        last = self._runs[-1] if self._runs else None
        if last is not None and last.look == look and last.end == self.x:
            last.text += text
        else:
            self._runs.append(_Pending(self.x, look, text))
        self.x += len(text) * advance(look)

    def discard_line(self) -> None:
        """Forget the collected line (ESC @, power off)."""
        self._runs: list[_Pending] = []
        self.x = 0

    def print_line(self, modes: Modes, feed: int) -> None:
        """Print what is collected and feed `feed` dots, or the line's height where that is more."""
        height = 0
        if self._runs:
            runs = sorted(self._runs, key=lambda run: run.x)
            height = max(run.look.cell[1] * run.look.scale[1] for run in runs)
            self._lay(runs, height, modes)
        self.discard_line()
        self.y += max(feed, height)

    def _lay(self, runs: list[_Pending], height: int, modes: Modes) -> None:
        left = self._left(max(run.end for run in runs), modes)
        for run in runs:
            tall = run.look.cell[1] * run.look.scale[1]
            self._marks.append(Run(left + run.x, self.y + height - tall, run.text, *run.look))
        biggest = max((run.look.scale for run in runs), key=lambda scale: scale[0] * scale[1])
        bold = all(run.look.bold for run in runs if run.text.strip())
        text = _readable(runs)
        self._lines.append(Line(text, left + runs[0].x, self.y, height, modes.align, biggest, bold))

    def _left(self, width: int, modes: Modes) -> int:
        spare = max(0, self.area(modes) - width)
        return modes.left_margin + {"left": 0, "center": spare // 2, "right": spare}[modes.align]

    def fits(self, width: int, modes: Modes) -> bool:
        """True when a symbol of `width` dots can be printed."""
        return 0 < width <= self.area(modes)

    def origin(self, width: int, modes: Modes) -> tuple[int, int]:
        """Where a symbol of `width` dots goes."""
        return self._left(width, modes), self.y

    def add(self, mark: Mark, symbol: tuple[str, str] | None = None) -> None:
        """Print a symbol or picture and feed its height."""
        self._marks.append(mark)
        if symbol is not None:
            self._barcodes.append(symbol)
        self.y = mark.y + mark.height

    def caption(self, text: str, cell: tuple[int, int], around: tuple[int, int], modes: Modes) -> None:
        """Print the characters of a bar code centred on `around` (x, width)."""
        x = max(0, around[0] + (around[1] - len(text) * cell[0]) // 2)
        self._marks.append(Run(x, self.y, text, cell))
        self._lines.append(Line(text, x, self.y, cell[1], modes.align, (1, 1), False))
        self.y += cell[1]

    def cut(self) -> Paper:
        """The piece that falls; the page begins anew."""
        paper = self.peek()
        self._clear()
        return paper

    def peek(self) -> Paper:
        """What hangs out of the printer now, without the line being collected."""
        height = max(1, self.y)
        marks, lines = tuple(self._marks), tuple(self._lines)
        return Paper(self.width_dots, height, marks, lines, tuple(self._barcodes))


def _readable(runs: list[_Pending]) -> str:
    """The runs as one string, gaps as spaces by columns of Font A."""
    text, end = "", runs[0].x
    for run in runs:
        text += " " * max(0, (run.x - end + FONT_A[0] // 2) // FONT_A[0]) + run.text
        end = run.end
    return text
