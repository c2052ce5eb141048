"""Importing the printers loads nothing slow: pictures, symbols and wires come when they are needed."""

import subprocess
import sys

SLOW = (
    "PIL",
    "escpos",
    "serial",
    "usb",
    "segno",
    "barcode",
    "reportlab",
    "textual",
    "sqlalchemy",
    "receipts",
    "counter",
)
ROOMS = ("link", "interpreter", "transports", "address", "drawer", "capabilities", "self_test")


def test_nothing_slow_is_loaded() -> None:
    wanted = ", ".join(f"devices.printers.{room}" for room in ROOMS)
    program = f"import sys, {wanted}, devices.sim.printer; print([m for m in {SLOW} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
