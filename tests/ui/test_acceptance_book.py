"""Known parties offered as the clerk types; who the sender is, said before anything is paid; swap."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from counter.bootstrap.sample_pins import PINS
from counter.domain.parties import Party
from counter.domain.sale import Sale
from counter.domain.sanitise import clean_text
from counter.services.address_book import AddressBook, Call
from counter.services.desk import Desk
from counter.ui.app import CounterApp
from counter.ui.signing import SignInView
from tests.ui.desk import MEMBERS, OFFICE, RECIPIENT, SENDER, World
from tests.ui.driving import Driver, acceptance, fill, keys, message, put, sign_in, text_of, until


async def _sold_once(pilot: Driver, office: World) -> None:
    await sign_in(pilot)
    await put(pilot, office, 3200)
    await fill(pilot)
    await keys(pilot, "0", "<f10>")
    await until(pilot, lambda: "Sold" in message(pilot), "the first sale")
    await until(pilot, lambda: _in_book(office) == 2, "both parties in the book")
    office.scale.clear()
    await pilot.pause(0.1)
    await put(pilot, office, 850)


def _in_book(office: World) -> int:
    with office.core.store.read() as uow:
        return int(uow.connection.exec_driver_sql("SELECT count(*) FROM contact").scalar_one())


async def _offered(pilot: Driver, who: str) -> None:
    await until(pilot, lambda: bool(text_of(pilot, f"#{who}-book")), f"an offer for the {who}")


@pytest.mark.parametrize("line", ["13912345678", "5678", "李雷", "ll"])
async def test_a_known_recipient_is_offered_and_enter_takes_it(office: World, line: str) -> None:
    async with office.app().run_test(size=(120, 36)) as pilot:
        await _sold_once(pilot, office)
        screen = acceptance(pilot)
        await keys(pilot, SENDER, "<enter>", line)
        await _offered(pilot, "recipient")
        listed = text_of(pilot, "#recipient-book")
        assert "13912345678" not in listed and "李雷" not in listed, "masked until somebody is chosen"
        at = next(n for n, row in enumerate(listed.splitlines()) if "李*" in row)
        await keys(pilot, *["<down>"] * (at + 1 if at else 0), "<enter>")
        assert screen.accepting.recipient.party.address == "广东省广州市天河区体育西路123号"
        assert (screen.accepting.recipient.ask, screen.focused_id) == ((), "contents")
        assert screen.accepting.destination is not None
        assert screen.accepting.destination.code == "CN-GD"


async def test_a_digit_belongs_to_the_line_until_an_arrow_went_into_the_list(office: World) -> None:
    async with office.app().run_test(size=(120, 36)) as pilot:
        await _sold_once(pilot, office)
        screen = acceptance(pilot)
        screen.query_one("#recipient").focus()
        await keys(pilot, "ll")
        await _offered(pilot, "recipient")
        await keys(pilot, "1")
        assert screen.accepting.form.recipient.line == "ll1"
        assert not text_of(pilot, "#recipient-book")
        await keys(pilot, "<backspace>")
        await _offered(pilot, "recipient")
        await keys(pilot, "<down>", "1")
        assert screen.accepting.recipient.party.name == "李雷"


async def test_escape_closes_the_list_and_the_line_is_what_was_typed(office: World) -> None:
    async with office.app().run_test(size=(120, 36)) as pilot:
        await _sold_once(pilot, office)
        screen = acceptance(pilot)
        screen.query_one("#recipient").focus()
        await keys(pilot, "李雷")
        await _offered(pilot, "recipient")
        await keys(pilot, "<escape>", "<enter>")
        assert screen.focused_id == "recipient-ask"
        assert screen.accepting.form.recipient.line == "李雷"


async def test_a_known_party_that_is_edited_is_what_the_line_says(office: World) -> None:
    async with office.app().run_test(size=(120, 36)) as pilot:
        await _sold_once(pilot, office)
        screen = acceptance(pilot)
        await keys(pilot, SENDER, "<enter>", "13912345678")
        await _offered(pilot, "recipient")
        await keys(pilot, "<enter>")
        screen.query_one("#recipient").focus()
        await keys(pilot, "9")
        assert screen.accepting.recipient.party.address.endswith("123号9")
        assert screen.accepting.recipient.party.phone == "13912345678"


async def test_it_is_said_beside_the_sender_whether_a_document_is_needed(office: World) -> None:
    office.core.trust.agreeing.agree(
        next(m for m in office.core.sign_in.members() if m.role == "supervisor"),
        "XY-12",
        "东单书店",
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    async with office.app().run_test(size=(160, 45)) as pilot:
        screen = await sign_in(pilot)
        note = "#row-sender .note"
        await keys(pilot, SENDER)
        await until(pilot, lambda: "✓ registered 2026-11-22, Resident ID card" in text_of(pilot, note), "known")
        screen.form.put("sender", "赵敏 13712345678 北京市东城区东单北大街1号")
        await until(pilot, lambda: "! not registered" in text_of(pilot, note), "a stranger")
        screen.form.put("sender", "东单书店 010-65123456 北京市东城区东单北大街1号")
        screen.form.put("sender", screen.accepting.form.sender.line)
        await keys(pilot, "<enter>")
        await until(pilot, lambda: bool(screen.accepting.sender.party.name), "the name")
        await until(pilot, lambda: "✓ agreement XY-12 until 2026-12-31" in text_of(pilot, note), "an agreement")


async def test_swap_and_how_sure_each_part_is(office: World) -> None:
    async with office.app().run_test(size=(160, 45)) as pilot:
        screen = await sign_in(pilot)
        await keys(pilot, SENDER, "<enter>", RECIPIENT)
        assert "✓李雷 / ✓13912345678 / ~广东省广州市" in text_of(pilot, "#row-recipient .note")
        await keys(pilot, "<ctrl+x>")
        sender, recipient = screen.accepting.form.sender.line, screen.accepting.form.recipient.line
        assert (clean_text(sender), clean_text(recipient)) == (RECIPIENT, SENDER)
        assert screen.accepting.destination is not None and screen.accepting.destination.code == "CN-BJ"
        screen.form.put("recipient", "李雷 广东省广州市天河区体育西路123号")
        assert "still to ask: Phone" in text_of(pilot, "#row-recipient .note")


class SlowBook:
    """The address book, answering when the test says so."""

    def __init__(self, book: AddressBook) -> None:
        self._book = book
        self.may_answer = threading.Event()

    def offered(self, call: Call) -> Sequence[Party]:
        assert self.may_answer.wait(10)
        return self._book.offered(call)

    def learn(self, sale: Sale) -> None:
        self._book.learn(sale)


@pytest.mark.parametrize(
    ("line", "then"), [("13912345678", "contents"), ("5678", "recipient"), ("zz", "recipient-ask")]
)
async def test_an_enter_before_the_answer_waits_for_it(office: World, line: str, then: str) -> None:
    slow = SlowBook(office.core.trust.book)
    slow.may_answer.set()

    def desk() -> Desk:
        made = office.desk()
        return replace(made, trust=replace(made.trust, book=slow))  # type: ignore[arg-type]

    app = CounterApp(desk, SignInView(OFFICE, "02", MEMBERS, PINS), language="en")
    async with app.run_test(size=(120, 36)) as pilot:
        await _sold_once(pilot, office)
        screen = acceptance(pilot)
        screen.query_one("#recipient").focus()
        slow.may_answer.clear()
        await keys(pilot, line, "<enter>")
        assert screen.focused_id == "recipient"
        slow.may_answer.set()
        await until(pilot, lambda: screen.focused_id == then, then)
        # Several of the same digits are the clerk's to tell apart: they are only shown.
        await until(pilot, lambda: bool(text_of(pilot, "#recipient-book")) == (line == "5678"), "the list")
        assert screen.accepting.recipient.party.address.startswith("广东") == (then == "contents")
