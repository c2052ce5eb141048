"""Restricted goods at the screen: what a rule must know is asked for, and its limits hold."""

from counter.ui.dialogs.ask import AskDialog
from tests.ui.desk import World
from tests.ui.driving import fill, keys, message, put, sign_in, until


async def test_cigarettes_are_counted_and_capped(office: World) -> None:
    async with office.app().run_test(size=(120, 36)) as pilot:
        await sign_in(pilot)
        await put(pilot, office, 3200)
        await fill(pilot, contents="香烟 2条")
        await keys(pilot, "1", "0", "<f10>")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskDialog), "the quantity")
        await keys(pilot, *"500", "<enter>")
        await until(pilot, lambda: "[over-cap]" in message(pilot), "the cap")
        assert office.sales() == 0
        await keys(pilot, "<f10>")
        await until(pilot, lambda: isinstance(pilot.app.screen, AskDialog), "the quantity again")
        await keys(pilot, *"400", "<enter>")
        await until(pilot, lambda: office.sales() == 1, "the sale")
