"""Plays the clerk at the screen and counts the keys; the data are what the customer says, keys are everything else."""

from textual.pilot import Pilot

from tests.ui.desk import RECIPIENT, SENDER, World
from tests.ui.driving import acceptance, keys, message, put, sign_in, until

BUDGET_NEW = 12
BUDGET_REPEAT = 10


class Hand:
    """The clerk's hand."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self._pilot = pilot
        self.pressed: list[str] = []

    async def data(self, text: str) -> None:
        """Something the customer said; it costs what it costs."""
        await keys(self._pilot, text)

    async def press(self, *names: str) -> None:
        """Keys that a better program might not need."""
        for name in names:
            self.pressed.append(name)
            await self._pilot.press(name)


async def keys_of_a_new_parcel(office: World) -> int:
    """A new domestic parcel, from its weight to the printer: the keys beyond the data."""
    async with office.app().run_test(size=(120, 36)) as pilot:
        await sign_in(pilot)
        await put(pilot, office, 3200)
        hand = Hand(pilot)
        await hand.data(SENDER)
        await hand.press("enter")
        await hand.data(RECIPIENT)
        await hand.press("enter")
        await hand.data("衣服 2")
        await hand.press("enter")
        digit = [o.result.service for o in acceptance(pilot).accepting.offers].index("300") + 1
        await hand.press(str(digit), "enter", "0")
        await hand.data("50")
        await hand.press("f10")
        await until(pilot, lambda: office.sales() == 1, "the sale")
        return len(hand.pressed)


async def keys_of_a_repeat(office: World) -> int:
    """The same sender to the same recipient once more: all keys."""
    async with office.app().run_test(size=(120, 36)) as pilot:
        await sign_in(pilot)
        await put(pilot, office, 3200)
        for text in (SENDER, RECIPIENT, "书 1"):
            await keys(pilot, text, "<enter>")
        await keys(pilot, "<enter>", "0", "<f10>")
        await until(pilot, lambda: "Sold" in message(pilot), "the first sale")
        office.scale.clear()
        await pilot.pause(0.1)
        await put(pilot, office, 850)
        hand = Hand(pilot)
        await hand.press("f7", "f7")
        await hand.press("书", "1", "enter", "enter", "0", "f10")
        await until(pilot, lambda: office.sales() == 2, "the second sale")
        return len(hand.pressed)
