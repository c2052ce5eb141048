"""A recording of an app's screen as one SVG that moves: each picture a group, shown in its time, again and again."""

import base64
import html
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from textual.app import App
from textual.color import Color as TextualColor

from devices.fonts import han_font_path

WIDE, HIGH = 8, 17
SIZE = 13
BASE = 13
LAST = 99.99
"""From this percentage on a picture is the last one, and stands until the end."""
INK, PAPER = "#e8e8e4", "#16191c"
FONTS = "ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',han,monospace"
"""Latin letters in the reader's own font, Han characters in the one that travels with the recording."""

Run = tuple[int, str, str, str, bool]
"""From which column, the text, its ink, its paper, whether it is bold."""


@dataclass
class Recording:
    """The pictures of an app with the seconds that each stands."""

    app: App[None]
    frames: list[tuple[float, tuple[str, ...]]] = field(default_factory=list)

    def shoot(self, seconds: float) -> None:
        """Keep what stands on the screen now; the same picture again only stands longer."""
        rows = tuple(_row(list(_runs(strip))) for strip in self.app.screen._compositor.render_strips())
        if self.frames and self.frames[-1][1] == rows:
            before, kept = self.frames[-1]
            self.frames[-1] = (before + seconds, kept)
        else:
            self.frames.append((seconds, rows))

    def svg(self) -> str:
        """The recording, which begins anew when it ends."""
        width, height = self.app.size
        known = {row: n for n, row in enumerate(dict.fromkeys(row for _, rows in self.frames for row in rows))}
        return "".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * WIDE} {height * HIGH}" '
                f'font-family="{FONTS}" font-size="{SIZE}"><style>{_han_font("".join(known))}{"".join(self._times())}',
                "</style><defs>",
                *(f'<g id="r{n}">{row}</g>' for row, n in known.items()),
                f'</defs><rect width="100%" height="100%" fill="{PAPER}"/>',
                *(_group(n, rows, known) for n, (_, rows) in enumerate(self.frames)),
                "</svg>",
            ]
        )

    def _times(self) -> Iterator[str]:
        total = sum(seconds for seconds, _ in self.frames)
        begun = 0.0
        for n, (seconds, _) in enumerate(self.frames):
            start, end = 100 * begun / total, 100 * (begun + seconds) / total
            begun += seconds
            yield f"#f{n}{{opacity:0;animation:k{n} {total:.1f}s steps(1) infinite}}"
            steps = (f"{start:.3f}%{{opacity:1}}", f"{end:.3f}%{{opacity:{int(end >= LAST)}}}")
            yield f"@keyframes k{n}{{0%{{opacity:{int(n == 0)}}}{''.join(steps)}}}"


def _han_font(shown: str) -> str:
    """The Han characters that are shown, as a font within the SVG: not every machine has one."""
    # Deferred: nothing else of this module needs a font.
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff", layout_features=[], hinting=False, notdef_outline=True)
    font = TTFont(han_font_path())
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted({char for char in shown if cell_len(char) > 1})))
    cutter.subset(font)
    font.flavor = "woff"
    data = io.BytesIO()
    font.save(data)
    coded = base64.b64encode(data.getvalue()).decode()
    return f'@font-face{{font-family:han;src:url("data:font/woff;base64,{coded}")}}'


def _group(number: int, rows: Sequence[str], known: dict[str, int]) -> str:
    uses = "".join(f'<use href="#r{known[row]}" y="{place * HIGH}"/>' for place, row in enumerate(rows) if row)
    return f'<g id="f{number}">{uses}</g>'


def _runs(strip: object) -> Iterator[Run]:
    """Pieces of one style and one width of letters, so that each can be put at its own column."""
    column = 0
    for segment in strip:  # type: ignore[attr-defined]
        style = segment.style or Style()
        ink, paper = _rgb(style.color, INK), _rgb(style.bgcolor, PAPER)
        if style.reverse:
            ink, paper = paper, ink
        if style.dim:
            ink = TextualColor.parse(paper).blend(TextualColor.parse(ink), 0.6).hex
        for text in _same_width(segment.text):
            yield column, text, ink, paper, bool(style.bold)
            column += cell_len(text)


def _same_width(text: str) -> Iterator[str]:
    piece = ""
    for char in text:
        if piece and cell_len(piece[-1]) != cell_len(char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _row(runs: Sequence[Run]) -> str:
    return "".join(_paper(run) for run in runs) + "".join(_ink(run) for run in runs)


def _paper(run: Run) -> str:
    column, text, _, paper, _ = run
    if paper == PAPER:
        return ""
    return f'<rect x="{column * WIDE}" width="{cell_len(text) * WIDE}" height="{HIGH}" fill="{paper}"/>'


def _ink(run: Run) -> str:
    column, text, ink, _, is_bold = run
    shown = text.rstrip()
    skipped = len(shown) - len(shown.lstrip())
    shown = shown.lstrip()
    if not shown:
        return ""
    bold = ' font-weight="bold"' if is_bold else ""
    place = f'x="{(column + skipped) * WIDE}" y="{BASE}" textLength="{cell_len(shown) * WIDE}"'
    style = f'lengthAdjust="spacingAndGlyphs" fill="{ink}"{bold} xml:space="preserve"'
    return f"<text {place} {style}>{html.escape(shown)}</text>"


def _rgb(color: Color | None, default: str) -> str:
    return default if color is None or color.is_default else color.get_truecolor().hex
