"""The devices' sections of counter.toml, one frozen class each."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ROLES = ("waybill", "receipt", "report")
"""The papers that printers share among them."""

SCALE = "scale"
POLE = "pole"
DRAWER = "drawer"
DISPLAY = "display"
RESERVED = (SCALE, POLE, DRAWER, DISPLAY)
"""Names of devices that there is one of; a printer or a scanner takes another."""

BEHIND = "printer:"
"""The head of a pole display's port that is a printer's name."""

KEYBOARD = "keyboard"
"""The port of a scanner that types like a keyboard."""


@dataclass(frozen=True, slots=True)
class ScaleConfig:
    """How the scale is reached. `port` is a device path or socket:// address; empty means none is connected.

    A line set otherwise than the protocol's usual way stands behind the port: PATH#2400 8N1.
    """

    protocol: str = "toledo8217"
    port: str = ""
    unit: str = "kg"
    minimum_g: int = 10
    maximum_g: int = 50_000


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """One printer and the papers it prints: waybill, receipt, report.

    `fallback` names the printer that takes its papers while it certainly can't print them. `settings` corrects single
    capabilities of the model.
    """

    name: str
    port: str
    model: str = "generic-80"
    roles: tuple[str, ...] = ROLES
    fallback: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DrawerConfig:
    """The cash drawer: which printer it hangs on (empty: the receipt printer), its pin (0: the model's).

    `limit_s`: open longer than this many seconds is too long. `enabled = false` where there is none.
    """

    enabled: bool = True
    printer: str = ""
    pin: int = 0
    limit_s: int = 60


@dataclass(frozen=True, slots=True)
class ScannerConfig:
    """A barcode scanner: a serial one by its port, or `port = "keyboard"` for one that types."""

    name: str
    port: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class PoleConfig:
    """The customer's pole display; empty port: none, `printer:NAME`: it hangs behind that printer.

    `behind_printer`: its line passes through a printer that prints nothing of this counter's.
    """

    port: str = ""
    model: str = "cd5220"
    behind_printer: bool = False
