"""The pulse that opens a cash drawer."""


def drawer_pulse(pin: int = 2, on_ms: int = 100, off_ms: int = 100) -> bytes:
    """ESC p for the connector's pin 2 or 5; times are even milliseconds up to 510. ValueError otherwise."""
    if pin not in (2, 5) or not 2 <= on_ms <= 510 or not 0 <= off_ms <= 510:
        raise ValueError("a drawer hangs on pin 2 or 5 and takes pulses of 2 to 510 ms")
    return bytes([0x1B, 0x70, 0 if pin == 2 else 1, on_ms // 2, off_ms // 2])
