"""Joining a counter's devices: one owner a device, all states on one hub."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from counter.config import Config, PrinterConfig, ScaleConfig
from counter.errors import UsageError
from counter.services.hub import Hub
from devices.link import DeviceStatus, LinkState
from devices.opening import open_wire
from devices.owner import ScaleOwner
from devices.printers import transports
from devices.printers.capabilities import UnknownModel, model
from devices.printers.link import PrinterLink
from devices.printers.ports import OpenPort
from devices.scales.protocols import find
from devices.scales.reading import Reading

SCALE = "scale"
ESCPOS_PORT = 9100

_HINT = "Use tcp://ADDRESS:9100, usb://VENDOR:PRODUCT, serial:PATH, file:PATH or windows:QUEUE."


_NAMED: Mapping[str, Callable[[str], OpenPort]] = {
    "serial": transports.serial,
    "file": transports.file,
    "windows": transports.windows,
}


class Devices:
    """The scale and the printers of one counter, their states by name, and the hubs that tell of them."""

    def __init__(self, config: Config) -> None:
        self.readings: Hub[Reading] = Hub()
        self.printed_late: Hub[str] = Hub()
        self.changes: Hub[DeviceStatus] = Hub()
        self._states: dict[str, DeviceStatus] = {}
        self.scale = self._scale(config.scale) if config.scale.port else None
        self._links = [self._printer(p) for p in config.printers if p.port]
        named = dict(zip((p.name for p in config.printers if p.port), self._links, strict=True))
        self.printers: Mapping[str, PrinterLink] = _by_role(config.printers, named)
        for name in self._expected(config):
            self._tell(DeviceStatus(name, LinkState.STARTING if name in self._present() else LinkState.OFF))

    def start(self) -> None:
        """Begin to read the scale; the printers are looked after by the spool."""
        if self.scale is not None:
            self.scale.start()

    def stop(self) -> None:
        """Let go of every device."""
        if self.scale is not None:
            self.scale.stop()
        for link in self._links:
            link.close()

    def latest_reading(self) -> Reading | None:
        """The scale's last reading; None as soon as the scale is lost."""
        return None if self.scale is None else self.scale.latest

    def states(self) -> Mapping[str, DeviceStatus]:
        """Every device's state by its name."""
        return dict(self._states)

    def tell(self, status: DeviceStatus) -> None:
        """Take the state of a device that is kept elsewhere, such as the second screen."""
        self._tell(status)

    def _tell(self, status: DeviceStatus) -> None:
        self._states[status.device] = status
        self.changes.publish(status)

    def _present(self) -> set[str]:
        return {link.name for link in self._links} | ({SCALE} if self.scale else set())

    @staticmethod
    def _expected(config: Config) -> list[str]:
        return [SCALE, *(p.name for p in config.printers)]

    def _scale(self, config: ScaleConfig) -> ScaleOwner:
        try:
            protocol = find(config.protocol)
        except LookupError as error:
            raise UsageError(
                "protocol-unknown", "There is no scale protocol {name}.", "counter scale decode names those there are.",
                name=config.protocol,
            ) from error  # fmt: skip
        return ScaleOwner(
            SCALE,
            lambda: open_wire(config.port, protocol.settings),
            protocol,
            on_reading=self.readings.publish,
            on_status=self._tell,
            unit=config.unit,
        )

    def _printer(self, config: PrinterConfig) -> PrinterLink:
        try:
            capabilities = model(config.model)
        except UnknownModel as error:
            raise UsageError(
                "model-unknown", "There is no printer model {model}.", "Use one that the documents list.",
                model=config.model,
            ) from error  # fmt: skip
        return PrinterLink(
            config.name,
            open_port(config.port),
            capabilities,
            on_status=self._tell,
            on_late=self.printed_late.publish,
        )


def open_port(address: str) -> OpenPort:
    """How a printer's address is opened. UsageError printer-address when it is none."""
    kind, _, rest = address.partition(":")
    try:
        if kind == "tcp":
            parts = urlsplit(address)
            return transports.network(str(parts.hostname), parts.port or ESCPOS_PORT)
        if kind == "usb":
            vendor, product = rest.removeprefix("//").split(":")
            return transports.usb(int(vendor, 16), int(product, 16))
        if kind in _NAMED and rest:
            return _NAMED[kind](rest)
    except ValueError as error:
        raise _wrong(address) from error
    raise _wrong(address)


def _wrong(address: str) -> UsageError:
    return UsageError("printer-address", "The printer address {address} is not understood.", _HINT, address=address)


def _by_role(configs: tuple[PrinterConfig, ...], links: Mapping[str, PrinterLink]) -> dict[str, PrinterLink]:
    """Each role's first printer in the order of the configuration."""
    roles: dict[str, PrinterLink] = {}
    for config in configs:
        for role in config.roles:
            if config.name in links:
                roles.setdefault(role, links[config.name])
    return roles
