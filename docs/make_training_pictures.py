"""Makes the pictures of practice from the real program: a case at hand, and the results page."""

import asyncio
import tempfile
from pathlib import Path

from counter.bootstrap.core import init
from counter.bootstrap.training import open_practice, signing_view
from counter.services.desk import Desk
from counter.services.training.practice import Practice
from counter.services.training.results import Result
from counter.ui.dialogs.choose import ChooseDialog
from counter.ui.dialogs.tell import TellDialog
from counter.ui.screens.acceptance import AcceptanceScreen
from counter.ui.screens.training_results import TrainingResultsScreen
from counter.ui.training_app import TrainingApp
from counter.ui.widgets.pane import Pane
from docs.screen_picture import picture
from tests.ui.driving import Driver, acceptance, fill, keys, until

PICTURES = Path(__file__).parent / "pictures"
SIZE = (120, 40)
EARLIER = (
    Result("liqiang", "李强", "2026-11-20T16:05:00+08:00", "first-parcel", 86, 214, 1),
    Result("zhangmin", "张敏", "2026-11-21T09:12:00+08:00", "liquid", 40, 180, 0, (3,), (2,)),
    Result("zhangmin", "张敏", "2026-11-21T09:20:00+08:00", "liquid", 97, 131, 0),
    Result("zhangmin", "张敏", "2026-11-21T09:31:00+08:00", "dispute", 100, 58, 0),
)
"""Invented runs, so that the results page has something to show."""


def main() -> None:
    """Write both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        init(home, with_sample=True)
        with open_practice(home) as (desk, practice):
            for one in EARLIER:
                practice.results.keep(one)
            asyncio.run(_shoot(desk, practice, home))


async def _shoot(desk: Desk, practice: Practice, home: Path) -> None:
    app = TrainingApp(lambda: (desk, practice), signing_view(home), language="zh")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "Coach" in app.screen.query_one("#people", Pane).plain, "the names")
        await _sign_in_as_trainer(pilot)
        await _choose(pilot, "1", TellDialog)
        await keys(pilot, "<enter>")
        await until(pilot, lambda: acceptance(pilot).accepting.form.weight is not None, "the weight")
        await fill(pilot, contents="衣服")
        await until(pilot, lambda: app.progress is not None and sum(app.progress.reached) >= 2, "two goals", 600)
        await pilot.pause(0.3)
        picture(app).save(PICTURES / "practice-case.png", optimize=True)
        await _choose(pilot, "3", TellDialog)
        await keys(pilot, "<enter>")
        await _choose(pilot, "<up>", ChooseDialog)
        await keys(pilot, "<enter>")
        await until(pilot, lambda: isinstance(pilot.app.screen, TrainingResultsScreen), "the results")
        await pilot.pause(0.3)
        picture(app).save(PICTURES / "practice-results.png", optimize=True)


async def _sign_in_as_trainer(pilot: Driver) -> None:
    await keys(pilot, "<up>", "0000", "<enter>")
    await until(pilot, lambda: isinstance(pilot.app.screen, AcceptanceScreen), "the acceptance")


async def _choose(pilot: Driver, digit: str, then: type) -> None:
    await keys(pilot, "<ctrl+y>")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseDialog), "the list")
    await keys(pilot, digit)
    await until(pilot, lambda: isinstance(pilot.app.screen, then), then.__name__)


if __name__ == "__main__":
    main()
