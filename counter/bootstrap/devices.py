"""Joining a counter's devices: one owner a device, all states on one hub."""

from collections.abc import Callable, Mapping
from functools import partial

from counter.bootstrap.joining import join_pole, join_printer, join_scale, join_scanner, routes
from counter.config import Config
from counter.config_devices import KEYBOARD, POLE, SCALE
from counter.services.hub import Hub
from devices.keeper import WireKeeper
from devices.link import DeviceStatus, LinkState
from devices.owner import ScaleOwner
from devices.poles import PoleDisplay
from devices.printers.link import PrinterLink
from devices.scales.reading import Reading
from devices.scanners import Scan
from devices.trace import OnTrace, TraceLine


class Devices:
    """The devices of one counter, their states by name, and the hubs that tell of them.

    `links` are the printers by name, `routes` each role's printers in the order in which they are tried, `printers`
    each role's first. UsageError config-wrong names what can't be joined.
    """

    def __init__(self, config: Config) -> None:
        self.readings: Hub[Reading] = Hub()
        self.scans: Hub[Scan] = Hub()
        self.printed_late: Hub[tuple[str, str]] = Hub()
        self.changes: Hub[DeviceStatus] = Hub()
        self._states: dict[str, DeviceStatus] = {}
        self._listeners: dict[str, OnTrace] = {}
        self.scale: ScaleOwner | None = None
        self.pole: PoleDisplay | None = None
        self._keepers: dict[str, WireKeeper] = {}
        self.links: Mapping[str, PrinterLink] = {}
        self._join(config)
        self.routes = routes(config)
        self.printers: Mapping[str, PrinterLink] = {role: self.links[names[0]] for role, names in self.routes.items()}
        for name in self._expected(config):
            present = name in self._keepers or name in self.links
            self._tell(DeviceStatus(name, LinkState.STARTING if present else LinkState.OFF))

    def start(self) -> None:
        """Begin to keep scale, scanners and pole display; the printers are looked after by the spool."""
        for keeper in self._keepers.values():
            keeper.start()

    def stop(self) -> None:
        """Let go of every device."""
        for keeper in self._keepers.values():
            keeper.stop()
        for link in self.links.values():
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

    def trace(self, name: str, listener: OnTrace | None) -> bool:
        """Hand every byte on a device's wire to a listener, or to nobody; whether there is such a wire."""
        keeper = self._keepers.get(name)
        if keeper is not None:
            keeper.trace = listener
            return True
        if listener is None:
            self._listeners.pop(name, None)
        else:
            self._listeners[name] = listener
        return name in self.links

    def _join(self, config: Config) -> None:
        if config.scale.port:
            self.scale = join_scale(config, self.readings.publish, self._tell)
            self._keepers[SCALE] = self.scale
        for place, scanner in enumerate(config.scanners):
            if scanner.port not in ("", KEYBOARD):
                self._keepers[scanner.name] = join_scanner(config, place, self.scans.publish, self._tell)
        if config.pole.port:
            self.pole = join_pole(config, self._tell)
            self._keepers[POLE] = self.pole
        self.links = {
            printer.name: self._printer(config, place, printer.name)
            for place, printer in enumerate(config.printers)
            if printer.port
        }

    def _printer(self, config: Config, place: int, name: str) -> PrinterLink:
        def late(reference: str) -> None:
            self.printed_late.publish((name, reference))

        return join_printer(config, place, self._tell, late, self._tracer(name))

    def _tracer(self, name: str) -> Callable[[], OnTrace | None]:
        return lambda: partial(self._pass_on, name) if name in self._listeners else None

    def _pass_on(self, name: str, line: TraceLine) -> None:
        # Called within a print job: a listener's fault must never be the job's.
        listener = self._listeners.get(name)
        if listener is None:
            return
        try:
            listener(line)
        except Exception:  # noqa: BLE001 - the outer edge of an onlooker
            self._listeners.pop(name, None)

    def _tell(self, status: DeviceStatus) -> None:
        self._states[status.device] = status
        self.changes.publish(status)

    @staticmethod
    def _expected(config: Config) -> list[str]:
        named = [p.name for p in config.printers] + [s.name for s in config.scanners if s.port not in ("", KEYBOARD)]
        return [SCALE, *named, *([POLE] if config.pole.port else [])]
