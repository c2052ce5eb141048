"""A QR symbol as one SVG path, so that the page needs no picture, no library and no inline style."""

from functools import lru_cache
from typing import TypedDict

LONGEST = 1000
QUIET_MODULES = 4


class Symbol(TypedDict):
    """A square of `size` modules with its quiet zone, and the SVG path data of the dark ones."""

    size: int
    path: str


@lru_cache(maxsize=32)
def symbol(content: str) -> Symbol | None:
    """Draw `content` at error level M (ISO/IEC 18004); None where there is nothing to draw or it is too long."""
    if not content or len(content) > LONGEST:
        return None
    import segno  # deferred: 20 ms that the clerk's first screen need not wait for

    rows = [list(row) for row in segno.make_qr(content, error="m").matrix_iter(border=QUIET_MODULES)]
    return Symbol(size=len(rows), path="".join(_runs(rows)))


def _runs(rows: list[list[int]]) -> list[str]:
    runs: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            x += 1
    return runs
