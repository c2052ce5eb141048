"""A document as the bytes of an ESC/POS printer: one buffer, to be written whole."""

from functools import cache

from devices.printers.capabilities import Capabilities
from receipts import code128, drawing, qr
from receipts.blocks import Align, Barcode, Document, Image, Number, Part, Qr, Rule, Spacer
from receipts.encoding import encoded
from receipts.rolls import Item, Row, laid_out

_INITIALISE = b"\x1b@"
_LINE_FEED = b"\n"
_BOLD = (b"\x1bE\x00", b"\x1bE\x01")
_ALIGN = {align: b"\x1ba" + bytes((align.value,)) for align in Align}
_SIZE = tuple(b"\x1d!" + bytes(((size - 1) * 0x11,)) for size in range(1, 9))
_CUT = (b"\x1dVA\x00", b"\x1dVB\x00")
_TEAR = b"\x1bd\x04"
_GAP = b"\x1bJ\x06"  # text lines stand 30 dots apart and are 24 high: a drawn line leaves the same white
_BAND = 255
_NARROWEST_MODULE, _WIDEST_MODULE, _WIDEST_DOT = 2, 3, 8


def to_escpos(document: Document, capabilities: Capabilities) -> bytes:
    """The whole job for this printer: initialises, prints, feeds and cuts; never pulses the drawer."""
    writer = _Writer(capabilities)
    for item in laid_out(document.blocks, capabilities.columns):
        writer.add(item)
    return b"".join(writer.out)


class _Writer:
    """Collects the bytes, and remembers the printer's modes so that each command is sent only when it changes one."""

    def __init__(self, paper: Capabilities) -> None:
        self.out: list[bytes] = [_INITIALISE]
        self._paper = paper
        self._look = (1, False, Align.LEFT)
        self._draws_chinese = paper.chinese == "raster"

    def add(self, item: Item) -> None:
        """Print one item of the layout."""
        if isinstance(item, Row):
            self._row(item)
        elif isinstance(item, Rule):
            self._row(_rule("=" if item.heavy else "-", self._paper.columns))
        elif isinstance(item, Spacer):
            self.out.append(b"\x1bd" + bytes((min(item.lines, 255),)))
        elif isinstance(item, Barcode):
            self._barcode(item)
        elif isinstance(item, Qr):
            self._qr(item)
        elif isinstance(item, Image):
            self._raster(drawing.picture(item, self._paper.width_dots), Align.CENTRE)
        else:
            self._end(partial=isinstance(item, Part) or item.partial)

    def _row(self, row: Row) -> None:
        line, size, bold, align = row
        if (size, bold, align) != self._look:
            self._change(size, bold, align)
        if line.data is None or line.columns * size > self._paper.columns or self._draws(line.text):
            self._draw(row)
        else:
            self.out.append(line.data)
            self.out.append(_LINE_FEED)

    def _change(self, size: int, bold: bool, align: Align) -> None:
        was = self._look
        if size != was[0]:
            self.out.append(_SIZE[size - 1])
        if bold != was[1]:
            self.out.append(_BOLD[bold])
        if align != was[2]:
            self.out.append(_ALIGN[align])
        self._look = (size, bold, align)

    def _draws(self, text: str) -> bool:
        return self._draws_chinese and not text.isascii()

    def _draw(self, row: Row) -> None:
        line, size, bold, align = row
        cell = min(self._paper.width_dots // self._paper.columns, self._paper.width_dots // (line.columns * size))
        self._raster(drawing.line(line.text, cell, size, bold), align)
        self.out.append(_GAP)

    def _raster(self, raster: drawing.Raster, align: Align) -> None:
        self._change(self._look[0], self._look[1], align)
        for top in range(0, raster.height, _BAND):
            rows = raster.rows[top * raster.width_bytes : (top + _BAND) * raster.width_bytes]
            height = len(rows) // raster.width_bytes
            self.out.append(b"\x1dv0\x00" + bytes((raster.width_bytes, 0, height, 0)) + rows)

    def _barcode(self, block: Barcode) -> None:
        data = encoded(block.data).text
        module = self._module(data)
        if module:
            self._change(1, False, Align.CENTRE)
            self._bars(data, module, self._dots(block.height_mm))
            self.out.append(_GAP)
        if block.caption or not module:
            self._row(next(row for row in laid_out((Number(data),), self._paper.columns) if isinstance(row, Row)))

    def _module(self, data: str) -> int:
        """Dots a module, 0 when the paper is too narrow for bars that a scanner reads."""
        if not code128.encodable(data):
            return 0
        modules = code128.modules(data)
        fits = self._paper.width_dots // (modules + 2 * code128.QUIET_MODULES)
        # rolls are wider than what is printed (58 mm: 5 mm on either side): that white is a quiet zone too
        if fits < _NARROWEST_MODULE and modules * _NARROWEST_MODULE <= self._paper.width_dots:
            return _NARROWEST_MODULE
        return min(fits, _WIDEST_MODULE) if fits >= _NARROWEST_MODULE else 0

    def _bars(self, data: str, module: int, height: int) -> None:
        native = code128.escpos_data(data)
        # digits in pairs are bytes 0-99: some pairs would be a real-time command
        if self._paper.barcode == "raster" or drawing.holds_command(native):
            self._raster(drawing.barcode(data, module, height), Align.CENTRE)
            return
        self.out.append(b"\x1dH\x00\x1dh" + bytes((min(height, 255),)) + b"\x1dw" + bytes((module,)))
        self.out.append(b"\x1dkI" + bytes((len(native),)) + native)

    def _qr(self, block: Qr) -> None:
        data = encoded(block.data).text
        if not qr.encodable(data):
            return
        side = qr.side_modules(data) + 2 * qr.QUIET_MODULES
        room = min(self._dots(block.size_mm), self._paper.width_dots)
        module = min(max(room // side, _NARROWEST_MODULE), _WIDEST_DOT)
        self._change(1, False, block.align)
        quiet = b"\x1bJ" + bytes((qr.QUIET_MODULES * module,))
        self.out.append(quiet)
        if self._paper.qr == "native":
            self.out.append(_native_qr(data.encode("utf-8"), module))
        else:
            self._raster(drawing.symbol(data, module), block.align)
        self.out.append(quiet)

    def _dots(self, length_mm: int) -> int:
        return round(length_mm * self._paper.dpi / 25.4)

    def _end(self, *, partial: bool) -> None:
        self.out.append(_CUT[partial] if self._paper.cutter else _TEAR)


@cache
def _rule(stroke: str, columns: int) -> Row:
    return Row(encoded(stroke * columns), 1, False, Align.LEFT)


def _native_qr(data: bytes, module: int) -> bytes:
    """GS ( k functions 65, 67, 69, 80 and 81: model 2, module, error correction M, store, print."""
    size = len(data) + 3
    return (
        b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C"
        + bytes((module,))
        + b"\x1d(k\x03\x001E1\x1d(k"
        + bytes((size & 0xFF, size >> 8))
        + b"1P0"
        + data
        + b"\x1d(k\x03\x001Q0"
    )
