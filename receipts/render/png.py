"""A document as a picture: its ESC/POS bytes, drawn by the interpreter that the printer simulator uses."""

from io import BytesIO

from devices.printers.capabilities import Capabilities
from receipts.blocks import Document
from receipts.render.escpos import to_escpos


def to_png(document: Document, capabilities: Capabilities) -> bytes:
    """The paper that would come out, all its parts one below the other, as PNG at 203 dots an inch."""
    return drawn(to_escpos(document, capabilities), capabilities.width_dots)


def drawn(data: bytes, width_dots: int) -> bytes:
    """The paper that these bytes would make, as PNG. Raises ValueError on a command that is not understood."""
    # Pillow and the interpreter take 0.1 s to import: only who looks at a picture pays for it
    from PIL import Image

    from devices.printers.interpreter import Interpreter

    printer = Interpreter(width_dots)
    printer.feed(data)
    if printer.unknown:
        raise ValueError(f"the interpreter does not know {printer.unknown[0]}")
    printer.tear_off()
    pictures = [paper.image() for paper in printer.papers]
    whole = Image.new("1", (width_dots, sum(picture.height for picture in pictures)), 1)
    top = 0
    for picture in pictures:
        whole.paste(picture, (0, top))
        top += picture.height
    file = BytesIO()
    whole.save(file, "PNG", dpi=(203, 203))
    return file.getvalue()
