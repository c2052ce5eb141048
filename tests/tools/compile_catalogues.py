"""Compile every message catalogue: `make locale` after editing a .po file."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


def catalogues() -> Iterator[Path]:
    """Every .po file of the product."""
    yield from sorted(p for room in ("counter", "receipts") for p in (ROOT / room).rglob("*.po"))


def compiled(po: Path) -> bytes:
    """What the .mo file beside a .po file must hold."""
    with po.open("rb") as file:
        catalogue = read_po(file)
    # Dates that the file does not give would be today's, and no two compilations the same.
    if "POT-Creation-Date" not in po.read_text(encoding="utf-8"):
        catalogue.creation_date = catalogue.revision_date = UNDATED
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    """Write each .mo file beside its .po file."""
    for po in catalogues():
        po.with_suffix(".mo").write_bytes(compiled(po))


if __name__ == "__main__":
    main()
