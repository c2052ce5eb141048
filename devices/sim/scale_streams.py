"""What scales say unasked, each in its protocol's bytes; the layouts stand in devices.scales."""

from functools import reduce
from operator import xor

from devices.scales.reading import State
from devices.sim.scale_answers import STILL, kilograms
from devices.sim.scale_pan import Display


def toledo_continuous(display: Display) -> bytes:
    """18 bytes with a checksum."""
    flags = 0x30 | (0x02 if display.grams < 0 else 0)
    flags |= {State.OVER: 0x04, State.MOTION: 0x08}.get(display.state, 0)
    digits = f"{min(abs(display.grams), 999_999):6d}"
    frame = b"\x02\x2d" + bytes([flags]) + b"\x20" + digits.encode() + b"     0\r"
    return frame + bytes([-sum(frame) & 0x7F])


def cas_22(display: Display) -> bytes:
    """A line with a lamp byte."""
    header = "OL" if display.state is State.OVER else "ST" if display.state in STILL else "US"
    sign = "-" if display.grams < 0 else " "
    return f"{header},GS,1".encode() + b"\xc4" + f",{sign}{kilograms(display.grams, 7)} kg\r\n".encode()


def generic_st(display: Display) -> bytes:
    """18 bytes: ST,GS,+  1.234kg."""
    if display.state is State.OVER:
        return b"OL,GS,+            \r\n"
    header = "ST" if display.state in STILL else "US"
    sign = "-" if display.grams < 0 else "+"
    return f"{header},GS,{sign}{kilograms(display.grams, 5):>7}kg\r\n".encode()


def yaohua_tf0(display: Display) -> bytes:
    """Twelve bytes with a checksum and nothing of stability; an overloaded indicator falls silent."""
    if display.state is State.OVER:
        return b""
    body = f"{'-' if display.grams < 0 else '+'}{abs(display.grams):06d}3".encode()
    return b"\x02" + body + f"{reduce(xor, body):02X}".encode() + b"\x03"


def _yaohua_number(display: Display) -> str:
    return ("-" if display.grams < 0 else "0") + kilograms(display.grams, 7)


def yaohua_cont1(display: Display) -> bytes:
    """Nine bytes, the number backwards; an overloaded indicator falls silent."""
    return b"" if display.state is State.OVER else b"=" + _yaohua_number(display)[::-1].encode()


def yaohua_cont2(display: Display) -> bytes:
    """Nine bytes, the number forwards; an overloaded indicator falls silent."""
    return b"" if display.state is State.OVER else b"=" + _yaohua_number(display).encode()


def yaohua_a12(display: Display) -> bytes:
    """Fifteen bytes with a checksum; OL over."""
    sign = "-" if display.grams < 0 else "0"
    body = f"WG{sign}{kilograms(display.grams, 6)}kg".encode()
    if display.state is State.OVER:
        body = b"         OL"
    return body + f"{reduce(xor, body):02X}\r\n".encode()


def elzab(display: Display) -> bytes:
    """ESC S or U and the weight; an overloaded scale falls silent."""
    if display.state is State.OVER:
        return b""
    letter = "S" if display.state in STILL else "U"
    return f"\x1b{letter}{'-' if display.grams < 0 else ' '}{kilograms(display.grams)}\r\n".encode()


def cn_ff_bcd(display: Display) -> bytes:
    """FF, flags and packed digits, lowest pair first."""
    flags = 0x04 | (0x20 if display.grams < 0 else 0) | (0x40 if display.state in STILL else 0)
    flags |= 0x80 if display.state is State.OVER else 0
    return b"\xff" + bytes([flags]) + bytes.fromhex(f"{min(abs(display.grams), 999_999):06d}")[::-1]


def hid_report(display: Display) -> bytes:
    """Report 3: status, grams, exponent 0, value."""
    status = {State.ZERO: 2, State.MOTION: 3, State.STABLE: 4, State.NEGATIVE: 5, State.OVER: 6}.get(display.state, 1)
    value = 0 if display.state is State.OVER else min(abs(display.grams), 0xFFFF)
    return bytes([3, status, 2, 0]) + value.to_bytes(2, "little")
