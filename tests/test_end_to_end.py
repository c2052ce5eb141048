"""The whole house: keys on the real screen, a pty scale, a TCP printer, a SQLite file, and what the customer saw."""

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import zxingcpp
from PIL import Image

from counter.bootstrap.demo import PAPER_FOLDER, Simulation
from counter.bootstrap.desks import open_desk
from counter.bootstrap.running import signing_view
from counter.bootstrap.sample_pins import PINS
from counter.config import load
from counter.display.follow import views
from counter.services.audit import verify
from counter.ui.app import CounterApp
from tests.ui.driving import Driver, acceptance, fill, keys, message, sign_in, text_of, until

FIRST_NAME = "liqiang"
"""The name that stands first in the list of the sign-in screen."""


@dataclass
class Customer:
    """Watches the second screen through its stream, as the page does."""

    address: str
    totals: list[object] = field(default_factory=list)
    numbers: list[object] = field(default_factory=list)

    def watch(self) -> None:
        """Follow until the connection ends."""
        with suppress(OSError):
            for view in filter(None, views(self.address)):
                self.totals.append(view["total"])
                self.numbers += view["mail_numbers"]


def _decoded(image: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(image.convert("L"))}


async def test_one_parcel_from_the_scale_to_the_waybill(sample_home: Path) -> None:
    with open_desk(sample_home) as desk:
        simulation = desk.simulated
        assert isinstance(simulation, Simulation)
        app = CounterApp(lambda: desk, signing_view(sample_home, load(sample_home)), language="zh")
        async with app.run_test(size=(120, 36)) as pilot:
            customer = Customer(desk.display_address)
            threading.Thread(target=customer.watch, daemon=True).start()
            await sign_in(pilot, PINS[FIRST_NAME])
            simulation.put(3200)
            await until(pilot, lambda: _has_weight(pilot, 3200), "a stable weight from the pty")
            await fill(pilot)
            await keys(pilot, "0", "50")
            await until(pilot, lambda: "21.00" in text_of(pilot, "#due"), "the total")
            await keys(pilot, "<f10>")
            await until(pilot, lambda: len(simulation.printer.papers) >= 2, "two papers", tries=500)
            await until(pilot, lambda: desk.spool.waiting() == (0, 0), "confirmed jobs", tries=500)
            await until(pilot, lambda: "PA10000000001" in customer.numbers, "the number on the second screen")
            assert message(pilot)
        papers = simulation.printer.papers
        waybill, receipt = papers[0], papers[-1]
        assert "PA10000000001" in _decoded(waybill.image())
        assert "21.00" in waybill.text
        assert "21.00" in receipt.text
        assert "21.00" in customer.totals
        assert desk.store.balances() == {"cash:02": 2100, "postage:300": -2100}
        assert simulation.printer.unknown == []
        assert verify(desk.store).ok
    kept = sorted((sample_home / PAPER_FOLDER).glob("*.png"))
    assert len(kept) == len(papers)
    assert "PA10000000001" in _decoded(Image.open(kept[0]))


def _has_weight(pilot: Driver, grams: int) -> bool:
    weight = acceptance(pilot).accepting.form.weight
    return weight is not None and weight.grams == grams
