"""Bar codes, QR symbols and pictures. All of them are printed only where no text is collected."""

from devices.printers.engine import symbols
from devices.printers.engine.machine import Handler, Machine, Refused, choice, word
from devices.printers.engine.modes import FONT_A, FONT_B
from devices.printers.engine.paper import Bars, Bitmap, Matrix
from devices.printers.engine.syntax import Token

_QR_LEVELS = "LMQH"
_CODE128 = 8


def _bar_height(machine: Machine, token: Token) -> None:
    if not token.params[0]:
        raise Refused("a bar code needs a height")
    machine.modes.bar_height = token.params[0]


def _bar_module(machine: Machine, token: Token) -> None:
    if not 1 <= token.params[0] <= 6:
        raise Refused("module width is 1 to 6 dots")
    machine.modes.bar_module = token.params[0]


def _hri_place(machine: Machine, token: Token) -> None:
    machine.modes.hri = choice(token.params[0], 0, 1, 2, 3)


def _hri_font(machine: Machine, token: Token) -> None:
    machine.modes.hri_font = (FONT_A, FONT_B)[choice(token.params[0], 0, 1)]


def _barcode(machine: Machine, token: Token) -> None:
    machine.need_line_start()
    kind, data = token.params[0], token.params[1:].rstrip(b"\0")
    if kind >= 65:
        kind, data = kind - 65, token.params[2:]
    if kind == _CODE128:
        modules, text = symbols.code128(data)
        name = "CODE128"
    else:
        name, modules, text = symbols.linear(kind, data)
    _print_bars(machine, name, modules, text)


def _print_bars(machine: Machine, name: str, modules: str, text: str) -> None:
    modes, page = machine.modes, machine.page
    width = len(modules) * modes.bar_module
    if not page.fits(width, modes):
        raise Refused(f"{name} of {width} dots is wider than the print area")
    x, _ = page.origin(width, modes)
    if modes.hri & 1:
        page.caption(text, modes.hri_font, (x, width), modes)
    page.add(Bars(x, page.y, modules, modes.bar_module, modes.bar_height), (name, text))
    if modes.hri & 2:
        page.caption(text, modes.hri_font, (x, width), modes)


def _symbol(machine: Machine, token: Token) -> None:
    """GS ( k: only QR (cn 49): model 65, module 67, error level 69, store 80, print 81."""
    if len(token.params) < 5 or token.params[2] != 49:
        raise Refused("only QR symbols")
    function, value = token.params[3], token.params[4]
    store = machine.store
    if function == 65:
        choice(value, 1, 2)
    elif function == 67 and 1 <= value <= 16:
        store.qr_module = value
    elif function == 69:
        store.qr_level = _QR_LEVELS[choice(value, 0, 1, 2, 3)]
    elif function == 80 and len(token.params) <= 5 + symbols.MAX_QR_BYTES:
        store.qr_data = token.params[5:]
    elif function == 81:
        _print_qr(machine)
    else:
        raise Refused(f"QR function {function} with {value}")


def _print_qr(machine: Machine) -> None:
    machine.need_line_start()
    store, page = machine.store, machine.page
    rows = symbols.qr(store.qr_data, store.qr_level)
    width = len(rows) * store.qr_module
    if not page.fits(width, machine.modes):
        raise Refused(f"QR of {width} dots is wider than the print area")
    x, y = page.origin(width, machine.modes)
    page.add(Matrix(x, y, rows, store.qr_module), ("QR", store.qr_data.decode("utf-8", errors="replace")))


def _raster(machine: Machine, token: Token) -> None:
    mode = choice(token.params[0], 0, 1, 2, 3)
    row_bytes, rows = word(token.params, 1), word(token.params, 3)
    scale = (2 if mode & 1 else 1, 2 if mode & 2 else 1)
    _print_bitmap(machine, row_bytes, rows, token.params[5:], scale)


def _print_bitmap(machine: Machine, row_bytes: int, rows: int, data: bytes, scale: tuple[int, int]) -> None:
    machine.need_line_start()
    if not row_bytes or not rows:
        raise Refused("an empty picture")
    width = row_bytes * 8 * scale[0]
    # printers cut off what is beyond the area; that part of a document would be missing in silence
    if not machine.page.fits(width, machine.modes):
        raise Refused(f"a picture of {width} dots is wider than the print area")
    x, y = machine.page.origin(width, machine.modes)
    machine.page.add(Bitmap(x, y, row_bytes, rows, data, scale))


def _graphics(machine: Machine, token: Token) -> None:
    """GS ( L and GS 8 L: store a one-colour raster picture (112), print it (2, 50)."""
    body = token.params[4:] if token.name == "GS 8 L" else token.params[2:]
    if len(body) < 2 or body[0] != 48:
        raise Refused("only functions with m = 48")
    if body[1] in (2, 50):
        _print_stored(machine)
    elif body[1] == 112 and len(body) >= 10:
        _store_graphic(machine, body[2:])
    else:
        raise Refused(f"graphics function {body[1]}")


def _store_graphic(machine: Machine, body: bytes) -> None:
    tone, across, down, colour = body[0:4]
    row_bytes, rows = (word(body, 4) + 7) // 8, word(body, 6)
    if tone != 48 or colour != 49 or across not in (1, 2) or down not in (1, 2):
        raise Refused("only one colour, enlarged once or twice")
    if len(body) - 8 != row_bytes * rows:
        raise Refused("the picture's size and its data disagree")
    machine.store.graphic = (row_bytes, rows, body[8:], (across, down))


def _print_stored(machine: Machine) -> None:
    if machine.store.graphic is None:
        raise Refused("no picture is stored")
    row_bytes, rows, data, scale = machine.store.graphic
    _print_bitmap(machine, row_bytes, rows, data, scale)
    machine.store.graphic = None


def _column_image(machine: Machine, token: Token) -> None:
    """ESC *: columns of 8 or 24 dots; printed as a line of its own."""
    if token.params[0] not in (0, 1, 32, 33):
        raise Refused(f"no column mode {token.params[0]}")
    per_column = 3 if token.params[0] & 32 else 1
    scale = (1 if token.params[0] & 1 else 2, 1 if per_column == 3 else 3)
    data = token.params[3:]
    columns = len(data) // per_column
    row_bytes = (columns + 7) // 8
    rows = bytearray(row_bytes * per_column * 8)
    for column in range(columns):
        for part in range(per_column):
            _spread(rows, row_bytes, column, part * 8, data[column * per_column + part])
    _print_bitmap(machine, row_bytes, per_column * 8, bytes(rows), scale)
    # the LF that ends a strip feeds the rest of the line spacing
    machine.page.y -= min(per_column * 8 * scale[1], machine.modes.line_spacing)


def _spread(rows: bytearray, row_bytes: int, column: int, top: int, byte: int) -> None:
    for bit in range(8):
        if byte & 0x80 >> bit:
            rows[(top + bit) * row_bytes + column // 8] |= 0x80 >> column % 8


HANDLERS: dict[str, Handler] = {
    "GS h": _bar_height,
    "GS w": _bar_module,
    "GS H": _hri_place,
    "GS f": _hri_font,
    "GS k": _barcode,
    "GS ( k": _symbol,
    "GS v 0": _raster,
    "GS ( L": _graphics,
    "GS 8 L": _graphics,
    "ESC *": _column_image,
}
