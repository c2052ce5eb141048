"""Painting no more than what changed.

Textual 8 sends only what changed to the terminal, but has every widget of the containers around it rendered whole: some
twenty widgets for one digit, half of the time between a key and its total. Here only the lines that changed are asked
for, front to back, and nothing that is hidden behind what was painted already.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

Line = dict[int, Strip | None]
"""One line's pieces by the column where each begins; None where nothing is painted yet."""


class LineCompositor(Compositor):
    """The library's compositor, with less work for the same picture."""

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        cuts = self.cuts
        lines: list[Line] = [dict.fromkeys(edges[:-1]) for edges in cuts]
        for band in _bands(crop, is_rendered_line):
            self._paint(band, lines, cuts)
        return lines  # type: ignore[return-value]

    def _paint(self, band: Region, lines: list[Line], cuts: Sequence[Sequence[int]]) -> None:
        wanted = [(lines[y], _pieces_in(band, cuts[y])) for y in band.line_range]
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen.overlaps(band):
                continue
            # The whole width of the widget stays: a line is cut where whole widgets begin and end.
            part = seen.intersection(Region(seen.x, band.y, seen.width, band.height))
            strips = widget.render_lines(part.translate(-region.offset))
            for y, strip in zip(part.line_range, strips, strict=False):
                _lay(strip, part, lines[y], cuts[y])
            if all(line[x] is not None for line, places in wanted for x in places):
                return


def _bands(crop: Region, is_rendered_line: Callable[[int], bool]) -> Iterator[Region]:
    """The runs of lines to be painted, as wide as what changed."""
    first: int | None = None
    for y in range(crop.y, crop.bottom + 1):
        wanted = y < crop.bottom and is_rendered_line(y)
        if wanted and first is None:
            first = y
        elif not wanted and first is not None:
            yield Region(crop.x, first, crop.width, y - first)
            first = None


def _pieces_in(band: Region, edges: Sequence[int]) -> list[int]:
    """Where the pieces of a line begin that reach into the band."""
    return [x for x, end in pairwise(edges) if x < band.right and end > band.x]


def _lay(strip: Strip, part: Region, line: Line, edges: Sequence[int]) -> None:
    """Put a widget's line where nothing in front of it stands."""
    own = [x for x in edges if part.x <= x <= part.right]
    for x, piece in zip(own, strip.divide([x - part.x for x in own[1:]]), strict=False):
        if line.get(x) is None:
            line[x] = piece
