"""The bytes that each document makes, kept as files: `python -m tests.receipts.golden` writes them anew."""

from pathlib import Path

from devices.printers.capabilities import model
from receipts.documents import build
from receipts.render import to_escpos
from tests.receipts.samples import EVERY

FOLDER = Path(__file__).parent / "golden"
PRINTERS = ("generic-58", "generic-80")


def made(kind: str, printer: str) -> bytes:
    """The bytes of a sample on a printer."""
    return to_escpos(build(EVERY[kind]), model(printer))


def path(kind: str, printer: str) -> Path:
    """Where they are kept."""
    return FOLDER / f"{kind}.{printer}.bin"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for kind in EVERY:
        for printer in PRINTERS:
            path(kind, printer).write_bytes(made(kind, printer))
