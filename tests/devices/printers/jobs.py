"""Bytes of print jobs for tests, written out by hand so that they do not depend on the renderer."""

from dataclasses import dataclass

RESET = b"\x1b@"
CUT = b"\x1dVB\x10"
PULSE = b"\x1bp\x00\x32\x32"


def han(text: str) -> bytes:
    """Text between FS & and FS ."""
    return b"\x1c&" + text.encode("gb18030") + b"\x1c."


def code128(data: str) -> bytes:
    """Set B, two dots a module, 60 dots high, text below."""
    body = b"{B" + data.encode("ascii")
    return b"\x1dh\x3c\x1dw\x02\x1dH\x02\x1dkI" + bytes([len(body)]) + body


def qr(data: bytes, module: int = 4) -> bytes:
    """Model 2, level M."""
    size = (len(data) + 3).to_bytes(2, "little")
    settings = b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C" + bytes([module]) + b"\x1d(k\x03\x001E1"
    return settings + b"\x1d(k" + size + b"1P0" + data + b"\x1d(k\x03\x001Q0"


def raster(rows: int = 8, row_bytes: int = 6) -> bytes:
    """A grey patch."""
    return b"\x1dv0\x00" + bytes([row_bytes, 0, rows, 0]) + bytes([0x55, 0xAA] * (rows * row_bytes // 2))


@dataclass(frozen=True)
class Part:
    """A stretch of a job under one name."""

    name: str
    data: bytes


def waybill_parts(number: str = "PA12345678901") -> tuple[Part, ...]:
    """A small waybill that uses each kind of command once."""
    return (
        Part("set-up", RESET + b"\x1ba\x01\x1d!\x11"),
        Part("Han", han("中国邮政") + b"\n\x1d!\x00\x1ba\x00"),
        Part("text", b"\x1bE\x01Parcel\x1bE\x00\x1b$\xb0\x017.00\n"),
        Part("bar code", code128(number) + b"\n"),
        Part("QR", qr(number.encode()) + b"\n"),
        Part("raster", raster() + b"\n"),
        Part("drawer", PULSE),
        Part("cut", CUT),
    )


def waybill(number: str = "PA12345678901") -> bytes:
    """The whole of it."""
    return b"".join(part.data for part in waybill_parts(number))


def moment_of(at: int) -> str:
    """Byte `at` of the waybill in words, for the message of a test that fails."""
    start = 0
    for part in waybill_parts():
        if at < start + len(part.data):
            return f"byte {at}, {part.name}"
        start += len(part.data)
    return f"byte {at}, after the job"
