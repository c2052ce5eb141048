"""The same view on a text screen and on a pole of two lines of twenty."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.display.follow import follow
from counter.display.pole import WIDTH, pole_lines
from counter.display.server import DisplayServer
from counter.display.text import cells, lost_lines, notice_lines, view_lines
from counter.services.display_feed import CustomerView, DisplayFeed, Scene, ShownLine
from tests.display import samples


@pytest.mark.parametrize(
    ("name", "upper", "lower"),
    [
        ("closed", "COUNTER CLOSED      ", "NEXT COUNTER PLEASE "),
        ("idle", "WELCOME             ", "Beijing Dongdan Post"),
        ("locked", "ONE MOMENT PLEASE   ", "                    "),
        ("put-on", "WEIGHT      0.000 kg", "PUT ITEM ON SCALE   "),
        ("motion", "WEIGHT      3.185 kg", "PLEASE WAIT         "),
        ("stable", "WEIGHT      3.200 kg", "STABLE              "),
        ("over", "WEIGHT              ", "TOO HEAVY           "),
        ("fee", "Student discou -2.60", "TOTAL CNY      18.40"),
        ("inspection", "INSPECTION          ", "ONE MOMENT PLEASE   "),
        ("pay", "PLEASE PAY CNY 18.40", "                    "),
        ("pay-qr", "PLEASE PAY CNY 18.40", "SCAN THE CODE TO PAY"),
        ("pay-cash", "RECEIVED       50.00", "CHANGE         31.60"),
        ("thanks", "PA12345678911       ", "CHANGE         31.60"),
        ("thanks-many", "THANK YOU           ", "PA12345670000       "),
        ("refused", "WE MAY NOT ACCEPT   ", "THIS ITEM           "),
    ],
)
def test_the_pole_in_every_state(name: str, upper: str, lower: str) -> None:
    assert pole_lines(samples.STATES[name]) == (upper, lower)


@given(
    st.sampled_from(list(Scene)),
    st.text(max_size=60),
    st.integers(-(10**14), 10**14),
    st.none() | st.integers(0, 10**14),
)
def test_the_pole_is_twenty_ascii_characters_and_never_cuts_a_digit(
    scene: Scene, words: str, amount: int, tendered: int | None
) -> None:
    view = CustomerView(
        scene,
        office={"en": words},
        counter=words,
        weight_text=words,
        lines=(ShownLine({"en": words}, amount),),
        total=amount,
        tendered=tendered,
        change=tendered,
        mail_numbers=("PA12345678911",),
    )
    for line in pole_lines(view):
        assert len(line) == WIDTH
        assert line.isascii()
        assert line.isprintable()
    if scene is Scene.FEE:
        digits = f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"
        assert pole_lines(view)[1].endswith(digits)


def test_the_text_screen_shows_the_arithmetic() -> None:
    lines = view_lines(samples.FEE, languages=("en",))
    assert "First 1 kg" + " " * 26 + "7.00" in lines
    assert "Total" + " " * 28 + "¥ 18.40" in lines
    assert any(line.startswith("> Ordinary parcel, 7-15 days, cheapest") for line in lines)


@pytest.mark.parametrize("name", samples.STATES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_screen_has_every_state_in_both_languages(name: str, language: str) -> None:
    lines = view_lines(samples.STATES[name], languages=(language,))
    body = "\n".join(lines[2:])
    assert body.strip()
    office_lost = body.replace("¥", "").replace("×", "").replace("·", "").replace("—", "")
    if language == "en" and name != "refused":
        assert office_lost.isascii(), "a Chinese word in an English screen"


def test_columns_are_counted_in_cells() -> None:
    assert cells("首重 1 kg") == 9
    line = next(line for line in view_lines(samples.FEE, languages=("zh",)) if line.startswith("首重"))
    assert cells(line) == 40


def test_no_control_reaches_a_terminal() -> None:
    hostile = replace(samples.FEE, service=samples.both("\x1b[2J普通", "\x1b]0;x\x07Parcel"), counter="\x9b2")
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for line in view_lines(hostile) for c in line)


def test_a_text_screen_follows_the_counter_and_says_when_it_is_gone() -> None:
    feed = DisplayFeed(samples.IDLE)
    server = DisplayServer(feed)
    server.start()
    seen: list[list[str]] = []
    changed, stopped = threading.Event(), threading.Event()

    def write(lines: list[str]) -> None:
        seen.append(lines)
        changed.set()

    def wait_for(wanted: list[str]) -> None:
        while wanted not in seen:
            assert changed.wait(5), seen[-1]
            changed.clear()

    follower = threading.Thread(
        target=follow, args=(server.address, write), kwargs={"going": lambda: not stopped.is_set()}
    )
    follower.start()
    wait_for(view_lines(samples.IDLE))
    feed.publish(samples.FEE)
    wait_for(view_lines(samples.FEE))
    server.stop()
    wait_for(lost_lines())
    feed.publish(samples.PAY)
    server.start()
    wait_for(view_lines(samples.PAY))
    stopped.set()
    follower.join(5)
    assert not follower.is_alive()
    server.stop()


def test_a_text_screen_shows_the_notices_in_turn_while_idle() -> None:
    now = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
    turns = iter(range(10_000))
    server = DisplayServer(
        DisplayFeed(samples.IDLE), notices=samples.NOTICES, clock=lambda: now + timedelta(seconds=30 * next(turns))
    )
    server.start()
    seen: list[list[str]] = []
    follow(server.address, seen.append, languages=("en",), going=lambda: len(seen) < 4)
    server.stop()
    for notice in samples.NOTICES:
        whole = notice_lines(notice, languages=("en",))
        assert any(lines[-len(whole) :] == whole for lines in seen), notice.code
