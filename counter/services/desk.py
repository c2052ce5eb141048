"""All that one counter works with, joined by `counter.bootstrap` and handed to the screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from counter.config import Config
from counter.domain.printing import PrintJob
from counter.rules.book import RuleBook
from counter.services.checkout import Checkout
from counter.services.device_bench import DeviceBench
from counter.services.device_setup import DeviceSetup
from counter.services.display_feed import DisplayFeed
from counter.services.drafts import Drafts
from counter.services.drawer import Drawer
from counter.services.hub import Hub
from counter.services.money import Money
from counter.services.office_day import OfficeDay
from counter.services.ports import Clock, Store
from counter.services.pricing import Pricing
from counter.services.reprint import Reprint
from counter.services.scanning import ScanRouter
from counter.services.sign_in import SignIn
from counter.services.spool import Spool
from counter.services.stock import StockKeeping
from counter.services.supplies import Supplies
from counter.services.tariff_desk import TariffDesk
from counter.services.trust import Trust
from counter.services.weighing import Weigher
from devices.link import DeviceStatus
from devices.scales.reading import Reading


class SimulatedDevices(Protocol):
    """What a demo can do to its simulated devices, from the screen or from another terminal."""

    def put(self, grams: int) -> None: ...
    def remove(self) -> None: ...
    def toggle_scale_plug(self) -> bool: ...
    def toggle_paper(self) -> bool: ...
    def set_plugged(self, plugged: bool) -> None: ...
    def set_paper(self, loaded: bool) -> None: ...
    def shut_drawer(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """One counter's services and the hubs that its devices publish to.

    `latest_reading` is None as soon as the scale is lost. `demo_pins` is filled in the demo only, to be shown at
    sign-in. `scans` takes each code that a scanner reads to the screen that wants it.
    """

    config: Config
    clock: Clock
    store: Store
    day: OfficeDay
    sign_in: SignIn
    pricing: Pricing
    checkout: Checkout
    drafts: Drafts
    spool: Spool
    reprint: Reprint
    rules: RuleBook
    trust: Trust
    weigher: Weigher
    feed: DisplayFeed
    readings: Hub[Reading]
    devices: Hub[DeviceStatus]
    jobs: Hub[PrintJob]
    latest_reading: Callable[[], Reading | None]
    device_states: Callable[[], Mapping[str, DeviceStatus]]
    display_address: str = ""
    simulated: SimulatedDevices | None = None
    demo_pins: Mapping[str, str] = field(default_factory=dict)
    scans: ScanRouter = field(default_factory=ScanRouter)
    drawer: Drawer | None = None
    bench: DeviceBench | None = None
    setup: DeviceSetup | None = None
    tariffs: TariffDesk | None = None
    money: Money | None = None
    supplies: Supplies | None = None
    stock: StockKeeping | None = None
