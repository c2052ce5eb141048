"""The catalogues are complete, compiled, and what the page says before it hears from the counter is theirs."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from counter.display.icons import ICONS
from counter.display.site import STATIC
from counter.display.wording import CATALOGUES, DOMAIN, LOCALES, MESSAGES, date_text, message_ids, words
from tests.tools.compile_catalogues import compiled


def catalogue(language: str) -> Path:
    return CATALOGUES / LOCALES[language] / "LC_MESSAGES" / f"{DOMAIN}.po"


@pytest.mark.parametrize("language", LOCALES)
def test_every_word_of_the_screen_is_in_the_catalogue(language: str) -> None:
    with catalogue(language).open("rb") as file:
        written = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    assert message_ids() <= set(written)
    for message in message_ids():
        assert written[message], message
        assert set(re.findall(r"{\w+}", message)) == set(re.findall(r"{\w+}", written[message])), message


@pytest.mark.parametrize("language", LOCALES)
def test_what_is_compiled_is_what_was_written(language: str) -> None:
    assert catalogue(language).with_suffix(".mo").read_bytes() == compiled(catalogue(language)), "run: make locale"


def test_chinese_is_chinese() -> None:
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in words("zh").values())
    assert words("zh")["pay"] == "请付款"


def test_dates_are_written_as_people_write_them() -> None:
    day = datetime(2026, 11, 22, 14, 7, tzinfo=UTC)
    assert date_text(day, "zh") == "2026年11月22日 星期日"
    assert date_text(day, "en") == "Sunday, 22 November 2026"


def test_the_page_asks_for_no_word_that_does_not_exist() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    scripts = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    asked = {*re.findall(r'data-word="(\w+)"', page), *re.findall(r'word\("(\w+)"', scripts)}
    assert len(asked) > 20
    assert asked <= set(MESSAGES)


def test_what_the_page_says_before_the_counter_speaks_is_the_catalogue_s() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    for key in ("disconnected", "disconnected_advice"):
        for language in LOCALES:
            assert words(language)[key] in page


def test_the_page_holds_every_icon_and_no_other() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'<symbol id="i-([\w-]+)"', page)) == ICONS


def test_the_page_asks_nothing_of_another_host() -> None:
    for path in STATIC.iterdir():
        addresses = set(re.findall(r"https?://[^\s\"']+", path.read_text(encoding="utf-8")))
        assert addresses <= {"http://www.w3.org/2000/svg"}, path.name
