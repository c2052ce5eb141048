"""A document as plain text: for a terminal that shows no pictures, for search, and for a text printer."""

from collections.abc import Iterator

from receipts.blocks import Align, Barcode, Document, Image, Part, Qr, Rule, Spacer
from receipts.encoding import encoded
from receipts.rolls import Item, Row, laid_out


def to_text(document: Document, columns: int = 48) -> str:
    """The document in lines of at most `columns` columns; only printable characters and LF."""
    lines = (line for item in laid_out(document.blocks, columns, largest=1) for line in _lines(item, columns))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(item: Item, columns: int) -> Iterator[str]:
    if isinstance(item, Row):
        yield _placed(item, columns)
    elif isinstance(item, Rule):
        yield ("=" if item.heavy else "-") * columns
    elif isinstance(item, Spacer):
        yield from [""] * item.lines
    elif isinstance(item, Barcode):
        yield f"||| {encoded(item.data).text} |||".center(columns)
    elif isinstance(item, Qr):
        yield f"[QR {encoded(item.data).text}]".center(columns)
    elif isinstance(item, Part):
        yield from ("", "- " * (columns // 2), "")
    elif isinstance(item, Image):
        yield ""


def _placed(row: Row, columns: int) -> str:
    blank = max(columns - row.line.columns, 0)
    if row.align is Align.LEFT:
        return row.line.text
    return " " * (blank // 2 if row.align is Align.CENTRE else blank) + row.line.text
