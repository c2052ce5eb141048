"""The renderers: one document as ESC/POS bytes, PDF, PNG or plain text."""

from devices.printers.capabilities import Capabilities
from receipts.blocks import Document
from receipts.render.escpos import to_escpos
from receipts.render.missing import replaced
from receipts.render.text import to_text

__all__ = ["replaced", "to_escpos", "to_pdf", "to_png", "to_text"]


def to_pdf(document: Document, page: str = "") -> bytes:
    """The document on pages of a size (label-100x150, label-76x130, A6, A5, A4, roll-80, roll-58), else its own."""
    # reportlab takes 0.13 s to import: only who makes a PDF pays for it
    from receipts.render.pdf import to_pdf as made

    return made(document, page)


def to_png(document: Document, capabilities: Capabilities) -> bytes:
    """The paper that would come out of the printer, as PNG at 203 dots an inch."""
    # Pillow takes 0.05 s to import: only who looks at a picture pays for it
    from receipts.render.png import to_png as made

    return made(document, capabilities)
