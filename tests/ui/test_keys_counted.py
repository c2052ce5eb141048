"""How many keys a clerk presses beyond the data themselves; the budget is twelve for a new domestic parcel."""

from textual.events import Key, Paste
from textual.pilot import Pilot

from counter.domain.sanitise import clean_text
from counter.ui.app import CounterApp
from tests.ui.desk import RECIPIENT, SENDER, World
from tests.ui.driving import acceptance, keys, message, put, sign_in, until

BUDGET_NEW = 12
BUDGET_REPEAT = 10


class Hand:
    """Plays the clerk and counts: data are what the customer says, keys are everything else."""

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


async def test_a_new_domestic_parcel_costs_at_most_twelve_keys(office: World) -> None:
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
        print(f"keys beyond the data, new domestic parcel: {len(hand.pressed)}  limit {BUDGET_NEW}")
        assert len(hand.pressed) <= BUDGET_NEW


async def test_a_repeat_sender_to_a_known_recipient_costs_at_most_ten_keys_in_all(office: World) -> None:
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
        print(f"keys in all, repeat sender to a known recipient: {len(hand.pressed)}  limit {BUDGET_REPEAT}")
        assert len(hand.pressed) <= BUDGET_REPEAT


async def test_keys_typed_ahead_of_the_screen_land_where_they_belong(office: World) -> None:
    async with office.app().run_test(size=(120, 36)) as pilot:
        screen = await sign_in(pilot)
        await put(pilot, office, 3200)
        await keys(pilot, SENDER, "<enter>", RECIPIENT, "<enter>")
        for event in (
            Paste("衣服 2"),
            Key("enter", None),
            *_typed("4"),
            Key("enter", None),
            *_typed("0"),
            *_typed("50"),
        ):
            pilot.app.post_message(event)
        await until(pilot, lambda: screen.form.tendered == 5000, "the tender")
        assert clean_text(screen.accepting.form.contents) == "衣服 2"
        assert screen.accepting.quote is not None
        assert screen.accepting.quote.service == screen.accepting.offers[3].result.service


def _typed(text: str) -> list[Key]:
    return [Key(char, char) for char in text]


def test_no_key_does_two_things() -> None:
    from counter.ui.screens.acceptance import AcceptanceScreen
    from counter.ui.screens.sign_in import SignInScreen

    for screen in (AcceptanceScreen, SignInScreen):
        pressed = [command.key for command in screen.COMMAND_SET]
        assert len(pressed) == len(set(pressed))
    assert not CounterApp.BINDINGS


def test_every_command_has_its_words_in_both_languages() -> None:
    from counter.i18n import Translator
    from counter.ui.screens.acceptance import AcceptanceScreen
    from counter.ui.screens.sign_in import SignInScreen

    zh = Translator("zh")
    for screen in (AcceptanceScreen, SignInScreen):
        for command in screen.COMMAND_SET:
            assert zh.text(command.text()) != command.text(), command.name()
