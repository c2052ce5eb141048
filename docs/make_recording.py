"""Makes the recording of the README from the real program: one parcel, from the scale to the change.

The sample office with its simulated devices is driven by keys, as a clerk would; the SVG moves by itself, wherever an
SVG is shown.
"""

import asyncio
import tempfile
from pathlib import Path

from textual.events import Paste

from counter.bootstrap.core import init
from counter.bootstrap.demo import Simulation
from counter.bootstrap.desks import open_desk
from counter.bootstrap.running import signing_view
from counter.bootstrap.sample_pins import PINS
from counter.config import load
from counter.services.desk import Desk
from counter.ui.app import CounterApp
from docs.screen_recording import Recording
from tests.ui.driving import Driver, acceptance, choose, keys, sign_in, until

TARGET = Path(__file__).parent / "pictures" / "recording.svg"
SIZE = (120, 36)
SENDER = "王芳 13812345678 北京市东城区东单北大街1号"
RECIPIENT = "李雷 139 1234 5678 广东省广州市天河区体育西路123号"
PIECE = 4
"""Characters that appear together while something is typed."""


def main() -> None:
    """Write the recording."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init(home, with_sample=True)
        with open_desk(home) as desk:
            TARGET.write_text(asyncio.run(_record(desk, home)), encoding="utf-8")


async def _record(desk: Desk, home: Path) -> str:
    simulation = desk.simulated
    assert isinstance(simulation, Simulation)
    app = CounterApp(lambda: desk, signing_view(home, load(home)), language="zh")
    async with app.run_test(size=SIZE) as pilot:
        film = Recording(app)
        await pilot.pause(0.3)
        film.shoot(1.2)
        await sign_in(pilot, PINS["liqiang"])
        await _shown(pilot, film, 1.0)
        simulation.put(3200)
        await until(pilot, lambda: acceptance(pilot).accepting.form.weight is not None, "the weight")
        await _shown(pilot, film, 1.0)
        for text in (SENDER, RECIPIENT, "衣服 2"):
            await _type(pilot, film, text)
            await keys(pilot, "<enter>")
            await _shown(pilot, film, 0.9)
        await choose(pilot, "300")
        await _shown(pilot, film, 1.8)
        await keys(pilot, "0")
        await _shown(pilot, film, 0.9)
        await _type(pilot, film, "50")
        await _shown(pilot, film, 1.2)
        await keys(pilot, "<f10>")
        await until(pilot, lambda: len(simulation.printer.papers) >= 2, "the paper", tries=500)
        simulation.shut_drawer()
        await _shown(pilot, film, 3.5)
        return film.svg()


async def _type(pilot: Driver, film: Recording, text: str) -> None:
    for start in range(0, len(text), PIECE):
        pilot.app.post_message(Paste(text[start : start + PIECE]))
        await _shown(pilot, film, 0.12)


async def _shown(pilot: Driver, film: Recording, seconds: float) -> None:
    await pilot.pause(0.15)
    film.shoot(seconds)


if __name__ == "__main__":
    main()
