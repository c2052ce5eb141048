"""Makes the pictures of the README from the real program: `make pictures`.

One parcel is accepted on the sample office with its simulated devices; the clerk's screen, the customer's screen and
the paper are taken as they are at that moment.
"""

import asyncio
import shutil
import tempfile
from pathlib import Path

from counter.bootstrap.core import init
from counter.bootstrap.demo import Simulation
from counter.bootstrap.desks import open_desk
from counter.bootstrap.running import signing_view
from counter.bootstrap.sample_pins import PINS
from counter.config import load
from counter.services.desk import Desk
from counter.ui.app import CounterApp
from docs.screen_picture import picture
from tests.display.chromium import Tab, browsing
from tests.ui.driving import Driver, acceptance, fill, keys, sign_in, until

PICTURES = Path(__file__).parent / "pictures"
SIZES = {"clerk-80x24": (80, 24), "clerk-160x45": (160, 45)}


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, browsing() as tab:
        for name, size in SIZES.items():
            home = Path(folder) / name
            init(home, with_sample=True)
            with open_desk(home) as desk:
                asyncio.run(_accept(desk, home, name, size, tab))


async def _accept(desk: Desk, home: Path, name: str, size: tuple[int, int], tab: Tab) -> None:
    simulation = desk.simulated
    assert isinstance(simulation, Simulation)
    app = CounterApp(lambda: desk, signing_view(home, load(home)), language="zh")
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.3)
        _shoot(app, f"{name}-sign-in")
        await sign_in(pilot, PINS["liqiang"])
        simulation.put(3200)
        await until(pilot, lambda: acceptance(pilot).accepting.form.weight is not None, "the weight")
        await fill(pilot)
        await keys(pilot, "0", "50")
        await pilot.pause(0.3)
        _shoot(app, name)
        await _shoot_display(desk, tab, pilot)
        await keys(pilot, "<f10>")
        await until(pilot, lambda: len(simulation.printer.papers) >= 2, "the paper", tries=500)
    papers = simulation.printer.papers
    papers[0].image().save(PICTURES / "waybill.png", optimize=True)
    papers[-1].image().save(PICTURES / "receipt.png", optimize=True)


async def _shoot_display(desk: Desk, tab: Tab, pilot: Driver) -> None:
    tab.resize(1280, 800)
    await asyncio.to_thread(tab.open, desk.display_address)
    await pilot.pause(1.0)
    (PICTURES / "second-screen.png").write_bytes(tab.screenshot())


def _shoot(app: CounterApp, name: str) -> None:
    picture(app).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    if shutil.which("chromium") is None:
        raise SystemExit("the pictures need Chromium (Debian: apt-get install chromium)")
    main()
