"""Which characters of a document no renderer can show, so that a person learns of each 〓 before it is handed out."""

from collections.abc import Iterator

from receipts.blocks import Barcode, Block, Columns, Document, Frame, Number, Qr, Side, Text
from receipts.encoding import clean, drawable


def replaced(document: Document) -> tuple[str, ...]:
    """The characters that print as 〓, each once, in the order of the paper."""
    texts = (clean(text) for text in _texts(document.blocks))
    return tuple(dict.fromkeys(char for text in texts for char in text if char != "\n" and not drawable(char)))


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Text | Number):
            yield block.text
        elif isinstance(block, Columns):
            yield from block.cells
        elif isinstance(block, Barcode | Qr):
            yield block.data
        elif isinstance(block, Frame):
            yield from _texts(block.blocks)
        elif isinstance(block, Side):
            yield from _texts((*block.left, *block.right))
