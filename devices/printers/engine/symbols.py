"""Bar codes and QR symbols as modules, from the bytes that the commands carry."""

from devices.printers.engine.machine import Refused

_START = {"A": 103, "B": 104, "C": 105}
_SWITCH = {"A": 101, "B": 100, "C": 99}
_FNC = {"1": 102, "2": 97, "3": 96}
_QUIET_END = "11"
LINEAR = {
    0: "upca",
    2: "ean13",
    3: "ean8",
    4: "code39",
    5: "itf",
    6: "codabar",
}
NAMES = {"upca": "UPC-A", "ean13": "EAN13", "ean8": "EAN8", "code39": "CODE39", "itf": "ITF", "codabar": "CODABAR"}
MAX_QR_BYTES = 2953


def code128(data: bytes) -> tuple[str, str]:
    """The modules and the text of a Code 128 given as GS k 73 takes it: `{A`, `{B`, `{C` choose the set.

    In set C each byte is a pair of digits (0-99). Raises Refused. Symbol values: ISO/IEC 15417, table 1.
    """
    if len(data) < 2 or data[0:1] != b"{" or chr(data[1]) not in _START:
        raise Refused("CODE128 data must begin with {A, {B or {C")
    active = chr(data[1])
    values, text, position = [_START[active]], "", 2
    while position < len(data):
        code, shown, used, active = _next_128(data, position, active)
        values.append(code)
        text += shown
        position += used
    if len(values) < 2:
        raise Refused("CODE128 without data")
    return _modules_128(values), text


def _next_128(data: bytes, at: int, active: str) -> tuple[int, str, int, str]:
    """Value, text, bytes used, and the set after it."""
    byte = data[at]
    if byte == 0x7B:
        return _escape_128(data, at, active)
    if active == "C":
        if byte > 99:
            raise Refused("set C takes pairs 0-99")
        return byte, f"{byte:02d}", 1, active
    return _value_128(byte, active), chr(byte), 1, active


def _escape_128(data: bytes, at: int, active: str) -> tuple[int, str, int, str]:
    mark = chr(data[at + 1]) if at + 1 < len(data) else ""
    if mark in _SWITCH:
        return _SWITCH[mark], "", 2, mark
    if mark in _FNC:
        return _FNC[mark], "", 2, active
    if mark == "{" and active == "B":
        return _value_128(0x7B, active), "{", 2, active
    raise Refused("unknown escape in CODE128 data")


def _value_128(byte: int, active: str) -> int:
    if 0x20 <= byte < 0x60 or (active == "B" and 0x60 <= byte < 0x80):
        return byte - 0x20
    if active == "A" and byte < 0x20:
        return byte + 64
    raise Refused(f"character {byte} is not in set {active}")


def _modules_128(values: list[int]) -> str:
    from barcode.charsets import code128 as table  # 10 ms, and only where a bar code is printed

    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], 1))) % 103
    codes = [str(table.CODES[value]) for value in [*values, check]]
    return "".join(codes) + str(table.STOP) + _QUIET_END


def linear(kind: int, data: bytes) -> tuple[str, str, str]:
    """Symbology, modules and text of the other linear codes of GS k; raises Refused."""
    if kind not in LINEAR:
        raise Refused(f"no bar code system {kind}")
    import barcode  # 40 ms, and only where a bar code is printed
    from barcode.errors import BarcodeError

    name = LINEAR[kind]
    options = {"add_checksum": False} if name == "code39" else {}
    try:
        symbol = barcode.get(name, data.decode("ascii"), options=options)
        return NAMES[name], str(symbol.build()[0]).replace("G", "1"), str(symbol.get_fullcode()).strip("*")
    except (BarcodeError, UnicodeDecodeError, ValueError, KeyError) as error:
        raise Refused(f"{NAMES[name]} cannot hold this: {error}") from error


def qr(data: bytes, level: str) -> tuple[str, ...]:
    """The rows of a QR symbol, without quiet zone; raises Refused when the data do not fit."""
    import segno  # 30 ms, and only where a QR symbol is printed

    if not data:
        raise Refused("QR without data")
    try:
        # a fixed mask is a third of the work, and scanners read every mask
        symbol = segno.make_qr(data, error=level, boost_error=False, mask=4)
    except (segno.DataOverflowError, ValueError) as error:
        raise Refused(f"QR cannot hold this: {error}") from error
    return tuple("".join(str(int(cell)) for cell in row) for row in symbol.matrix)
