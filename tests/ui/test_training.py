"""Practice on the screen: marked everywhere, a case from its story to its mark, results for who may see them."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from counter.bootstrap.training import open_practice, signing_view
from counter.services.desk import Desk
from counter.services.training.practice import Practice
from counter.services.training.results import Result
from counter.ui.app import CounterApp
from counter.ui.dialogs.choose import ChooseDialog
from counter.ui.dialogs.tell import TellDialog
from counter.ui.screens.acceptance import AcceptanceScreen
from counter.ui.screens.training_results import TrainingResultsScreen
from counter.ui.signing import SignInView
from counter.ui.training_app import TrainingApp
from counter.ui.widgets.pane import Pane
from counter.ui.widgets.training_band import TrainingBand
from tests.ui.driving import Driver, acceptance, fill, keys
from tests.ui.driving import until as until_soon

until = partial(until_soon, tries=1000)
"""Practice opens a whole office of its own; on a busy machine that takes its time."""
Office = tuple[Desk, Practice, Path]


@pytest.fixture
def practice_office(sample_home: Path, tmp_path: Path) -> Iterator[Office]:
    home = tmp_path / "home"
    shutil.copytree(sample_home, home)
    with open_practice(home) as (desk, practice):
        yield desk, practice, home


def _app(office: Office, language: str = "en") -> TrainingApp:
    desk, practice, home = office
    return TrainingApp(lambda: (desk, practice), signing_view(home), language=language)


async def _sign_in(pilot: Driver, name: str, pin: str) -> None:
    await until(pilot, lambda: name in _plain(pilot, "#people"), "the names")
    while f"> {name}" not in _plain(pilot, "#people"):
        await keys(pilot, "<down>")
    await keys(pilot, pin, "<enter>")
    await until(pilot, lambda: isinstance(pilot.app.screen, AcceptanceScreen), "the acceptance")


def _plain(pilot: Driver, selector: str) -> str:
    found = pilot.app.screen.query(selector)
    return found.first(Pane).plain if found else ""


def _band(pilot: Driver) -> str:
    found = pilot.app.screen.query(TrainingBand)
    return found.first().plain if found else ""


async def _dialog(pilot: Driver, kind: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind), kind.__name__)


async def test_every_screen_is_marked_in_words(practice_office: Office) -> None:
    async with _app(practice_office).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "TRAINING" in _band(pilot), "the band at sign-in")
        await _sign_in(pilot, "李强", "2222")
        for opening in ("<f1>", "<f3>", "<f5>", "<f11>", "<f12>", "<ctrl+d>", "<ctrl+y>"):
            before = len(pilot.app.screen_stack)
            await keys(pilot, opening)
            await until(pilot, lambda n=before: len(pilot.app.screen_stack) > n, opening)  # type: ignore[misc]
            await until(pilot, lambda: "培训 TRAINING" in _band(pilot), f"the band after {opening}")
            band = pilot.app.screen.query_one(TrainingBand)
            assert band.region.y == 0
            assert band.region.width == 80
            await (keys(pilot, "2222", "<enter>") if opening == "<f12>" else keys(pilot, "<escape>"))
            await until(pilot, lambda n=before: len(pilot.app.screen_stack) == n, f"back from {opening}")  # type: ignore[misc]


async def test_a_case_from_its_story_to_its_mark(practice_office: Office) -> None:
    _, practice, _ = practice_office
    async with _app(practice_office).run_test(size=(160, 45)) as pilot:
        await _sign_in(pilot, "李强", "2222")
        await keys(pilot, "<ctrl+y>")
        await _dialog(pilot, ChooseDialog)
        await keys(pilot, "1")
        await _dialog(pilot, TellDialog)
        assert "50 yuan" in _plain(pilot, "#text")
        await keys(pilot, "<enter>")
        await until(pilot, lambda: acceptance(pilot).accepting.form.weight is not None, "the weight")
        await fill(pilot, contents="衣服")
        await until(pilot, lambda: "2/4" in _band(pilot), "two goals in the band")
        await keys(pilot, "0", "50", "<f10>")
        await until(pilot, lambda: "score" in _band(pilot), "the end")
        await keys(pilot, "<ctrl+y>")
        await _dialog(pilot, TellDialog)
        assert "Score" in _plain(pilot, "#text")
    assert [(one.case, one.passed) for one in practice.results.all()] == [("first-parcel", True)]


async def test_an_explanation_on_the_screen_settles_a_dispute(practice_office: Office) -> None:
    async with _app(practice_office, "zh").run_test(size=(120, 36)) as pilot:
        await _sign_in(pilot, "张敏", "1111")
        await keys(pilot, "<ctrl+y>")
        await _dialog(pilot, ChooseDialog)
        await keys(pilot, "5")
        await _dialog(pilot, TellDialog)
        assert "ZP10000000001" in _plain(pilot, "#text")
        await keys(pilot, "<enter>", "<f3>", "ZP10000000001", "<enter>")
        await until(pilot, lambda: "ZP10000000001" in _plain(pilot, "#item"), "the item")
        await keys(pilot, "w")
        await until(pilot, lambda: "完成" in _band(pilot), "the end")


async def test_a_case_can_be_ended_as_it_stands_and_shown_again_with_a_hint(practice_office: Office) -> None:
    _, practice, _ = practice_office
    async with _app(practice_office).run_test(size=(120, 36)) as pilot:
        await _sign_in(pilot, "李强", "2222")
        for choice, kind in (("8", TellDialog), ("1", TellDialog), ("2", TellDialog)):
            await keys(pilot, "<ctrl+y>")
            await _dialog(pilot, ChooseDialog)
            await keys(pilot, choice)
            await _dialog(pilot, kind)
            await keys(pilot, "<enter>")
            await _dialog(pilot, AcceptanceScreen)
        await keys(pilot, "<ctrl+y>")
        await _dialog(pilot, ChooseDialog)
        await keys(pilot, "3")
        await _dialog(pilot, TellDialog)
        assert "missed" in _plain(pilot, "#text")
    (result,) = practice.results.all()
    assert (result.case, result.score, result.hints) == ("closed-letter", 0, 1)


@pytest.mark.parametrize(("name", "pin", "seen"), [("张敏", "1111", False), ("培训主管", "0000", True)])
async def test_a_supervisor_sees_everybodys_results(
    practice_office: Office, name: str, pin: str, *, seen: bool
) -> None:
    _, practice, _ = practice_office
    practice.results.keep(Result("liqiang", "李强", "2026-11-22T09:30:00+08:00", "liquid", 92, 70, 1))
    async with _app(practice_office).run_test(size=(120, 36)) as pilot:
        await _sign_in(pilot, name, pin)
        await keys(pilot, "<ctrl+y>")
        await _dialog(pilot, ChooseDialog)
        await keys(pilot, "<up>", "<enter>")
        await _dialog(pilot, TrainingResultsScreen)
        assert ("李强" in _plain(pilot, "#results")) is seen
        assert "TRAINING" in _band(pilot)
        await keys(pilot, "<escape>")
        await _dialog(pilot, AcceptanceScreen)


async def test_the_sign_in_screen_leads_to_practice(practice_office: Office) -> None:
    desk, _, _ = practice_office
    app = CounterApp(lambda: desk, SignInView({"zh": "局", "en": "office"}, "02"), language="en")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.is_loaded, "the counter")
        await keys(pilot, "<ctrl+y>")
        await until(pilot, lambda: app.wants_practice, "the wish")
    assert app.wants_practice
