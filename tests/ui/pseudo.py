"""A language that nobody speaks: every text that came through a translator stands between marks and is longer.

What stands outside the marks was never translated; a mark without its other half was cut off on the screen.
"""

from collections.abc import Iterator, Mapping

from textual.pilot import Pilot
from textual.screen import Screen

from counter.i18n import Param, Translator
from counter.ui.widgets.pane import Pane

OPENED, CLOSED, FILLING = "«", "»", "~"
LONGER = 0.4


class Pseudo(Translator):
    """A language between marks, longer by a part of itself."""

    def __init__(self, language: str = "en", longer: float = LONGER) -> None:
        super().__init__(language)
        self._longer = longer

    def text(self, message: str, **params: Param) -> str:
        """A message between marks."""
        return self.marked(super().text(message, **params))

    def pick(self, text: Mapping[str, str]) -> str:
        """Words that carry both languages, between marks."""
        return self.marked(super().pick(text))

    def marked(self, text: str) -> str:
        """A text between marks; nothing stays nothing, and what is marked already stays as it is."""
        if not text or (text[0] == OPENED and text[-1] == CLOSED):
            return text
        return f"{OPENED}{text}{FILLING * round(len(text) * self._longer)}{CLOSED}"


def speak(pilot: Pilot[None], language: Pseudo) -> None:
    """Let the app speak it, everywhere."""
    pilot.app.tr = language  # type: ignore[attr-defined]
    for screen in pilot.app.counter_screens():  # type: ignore[attr-defined]
        screen.relabel()


def untranslated(screen: Screen[object], data: str) -> Iterator[tuple[str, str]]:
    """(pane, words) of what stands outside the marks and is not part of `data`."""
    for pane in screen.query(Pane):
        if pane.region and pane.visible:
            words = [w for w in _outside(pane.plain).split() if _is_word(w) and w.strip(".,:;()!?>/…✓~") not in data]
            if words:
                yield _name(pane), " ".join(words)


def cut_off(screen: Screen[object]) -> Iterator[tuple[str, str]]:
    """(pane, line) of what is painted with half its marks."""
    painted = [strip.text for strip in screen._compositor.render_strips()]
    for pane in screen.query(Pane):
        region = pane.region.intersection(screen.region)
        if not region or not pane.visible:
            continue
        shown = "".join(_cells(painted[y], region.x, region.right) for y in region.line_range)
        if shown.count(OPENED) != shown.count(CLOSED):
            yield _name(pane), shown.strip()


def _outside(text: str) -> str:
    kept, depth = [], 0
    for char in text:
        depth += (char == OPENED) - (char == CLOSED)
        kept.append(char if depth == 0 and char != CLOSED else " ")
    return "".join(kept)


def _is_word(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 2


def _cells(line: str, first: int, end: int) -> str:
    from rich.cells import cell_len

    found, x = "", 0
    for char in line:
        if first <= x < end:
            found += char
        x += cell_len(char)
    return found


def _name(pane: Pane) -> str:
    return f"{type(pane).__name__}#{pane.id}" if pane.id else f"{type(pane).__name__}.{'.'.join(pane.classes)}"
