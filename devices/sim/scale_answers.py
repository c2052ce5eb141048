"""What scales answer when they are asked, each in its protocol's bytes; the layouts stand in devices.scales."""

from functools import reduce
from operator import xor

from devices.scales.reading import State
from devices.sim.scale_pan import Display

STILL = (State.STABLE, State.ZERO, State.NEGATIVE)


def kilograms(grams: int, width: int = 6) -> str:
    """Grams as kilograms with three decimals, zero-padded to `width` characters, without the sign."""
    whole, rest = divmod(abs(grams), 1000)
    return f"{whole}.{rest:03d}".rjust(width, "0")


def signed_kilograms(display: Display, width: int) -> str:
    """Kilograms with a minus sign where it is due, right-justified in spaces."""
    return (("-" if display.grams < 0 else "") + kilograms(display.grams, 5)).rjust(width)


def toledo(display: Display) -> bytes:
    """STX digits CR when still and not negative, STX ? status CR otherwise."""
    return _toledo(display, 0x40)


def ps60(display: Display) -> bytes:
    """The same, with bits 5 and 6 of the status always set."""
    return _toledo(display, 0x60)


def _toledo(display: Display, always: int) -> bytes:
    if display.state in (State.STABLE, State.ZERO):
        return b"\x02" + kilograms(display.grams).encode() + b"\r"
    bit = {State.MOTION: 1, State.OVER: 2}.get(display.state, 4)
    return b"\x02?" + bytes([always | bit]) + b"\r"


def scp01(display: Display) -> bytes:
    """Digits always, in motion too; the status decides."""
    text = {State.OVER: "^" * 7}.get(display.state, kilograms(display.grams, 7))
    if display.grams < 0:
        text = "-" + text[1:]
    return b"\n" + text.encode() + b"KG\r\n" + _nci_status(display) + b"\r\x03"


def ecr(display: Display) -> bytes:
    """A weight only when it is usable, else the status alone."""
    status = b"S" + _nci_status(display) + b"\r\x03"
    if display.state not in (State.STABLE, State.ZERO):
        return b"\n" + status
    return b"\n" + kilograms(display.grams).encode() + b"KG\r\n" + status


def _nci_status(display: Display) -> bytes:
    first = {State.MOTION: 1, State.ZERO: 2}.get(display.state, 0)
    second = {State.NEGATIVE: 1, State.UNDER: 1, State.OVER: 2}.get(display.state, 0)
    return bytes([0x30 | first, 0x30 | second])


def sma(display: Display) -> bytes:
    """LF s r n m f value unit CR."""
    status = {State.ZERO: "Z", State.OVER: "O", State.UNDER: "U"}.get(display.state, " ")
    moving = "M" if display.state is State.MOTION else " "
    return f"\n{status}1G{moving} {signed_kilograms(display, 10)}kg_\r".encode()


def sics(display: Display) -> bytes:
    """S S, S D, S + or S -."""
    if display.state in (State.OVER, State.UNDER):
        return b"S +\r\n" if display.state is State.OVER else b"S -\r\n"
    still = "S" if display.state in STILL else "D"
    return f"S {still} {signed_kilograms(display, 10)} kg\r\n".encode()


def cas(display: Display) -> bytes:
    """SOH STX status sign weight unit BCC ETX EOT."""
    status = "S" if display.state in STILL else "U"
    sign = "-" if display.grams < 0 else " "
    body = f"{status}{sign}{kilograms(display.grams)}kg"
    if display.state is State.OVER:
        body = "SFFFFFFFkg"
    return b"\x01\x02" + body.encode() + bytes([reduce(xor, body.encode())]) + b"\x03\x04"


def and_standard(display: Display) -> bytes:
    """ST, US or OL with a signed number of 8 characters."""
    if display.state is State.OVER:
        return b"OL,+9999999E+19\r\n"
    header = "ST" if display.state in STILL else "US"
    sign = "-" if display.grams < 0 else "+"
    return f"{header},{sign}{kilograms(display.grams, 8)} kg\r\n".encode()


def sbi(display: Display) -> bytes:
    """A weight with its unit when still, without it in motion."""
    if display.state is State.OVER:
        return b"Stat       H        \r\n"
    unit = "kg " if display.state in STILL else "   "
    sign = "-" if display.grams < 0 else "+"
    return f"{sign} {kilograms(display.grams, 5):>8} {unit}\r\n".encode()


def ohaus(display: Display) -> bytes:
    """A right-justified number, its unit, `?` in motion; an overload is words."""
    if display.state is State.OVER:
        return b"Err 8.3\r\n"
    mark = " " if display.state in STILL else "?"
    return f"{'-' if display.grams < 0 else ' '}{kilograms(display.grams, 5):>9} kg {mark} G\r\n".encode()


def dialog06(display: Display) -> bytes:
    """Record 02 with a weight, or NAK."""
    if display.state is not State.STABLE:
        return b"\x15"
    return b"\x0202\x1b3\x1b" + f"{display.grams:05d}".encode() + b"\x1b000001\x1b000000\x03"


def dialog06_status(display: Display) -> bytes:
    """Record 09: why there was none."""
    code = {State.MOTION: "20", State.ZERO: "30", State.NEGATIVE: "31", State.OVER: "32"}.get(display.state, "00")
    return b"\x0209\x1b" + code.encode() + b"\x03"


class Tisa:
    """Answers a weight once; until the pan has changed it answers the same digits and says that they are no good."""

    def __init__(self) -> None:
        self._told = 0

    def __call__(self, display: Display) -> bytes:
        """99, whether it is good, the weight, and the check character."""
        if display.state in (State.ZERO, State.NEGATIVE, State.OVER):
            self._told = 0
            return _tisa(0, is_good=False)
        is_good = display.state is State.STABLE and display.grams != self._told
        if is_good:
            self._told = display.grams
        return _tisa(display.grams, is_good=is_good)


def _tisa(grams: int, *, is_good: bool) -> bytes:
    mark = int(not is_good)
    body = f"99{mark}{min(grams, 99_999):05d}{mark}000000".encode()
    return body + bytes([reduce(xor, body)]) + b"\r\n"
