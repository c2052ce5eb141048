"""The notices that the law wants, from the rule book, each with the version of its text."""

from datetime import date

import pytest

from counter.display.icons import GOODS
from counter.display.rule_notices import statutory_notices
from counter.display.text import cells, notice_lines
from counter.errors import UsageError
from counter.rules.book import RuleBook

DAY = date(2026, 11, 22)


def test_every_prohibited_category_stands_with_its_picture_in_both_languages() -> None:
    notices = statutory_notices(RuleBook.shipped(), DAY)
    prohibited = notices[0]
    assert prohibited.kind == "prohibited"
    assert [line.icon for line in prohibited.lines] == list(GOODS)
    for notice in notices:
        assert notice.version
        assert set(notice.title) == {"zh", "en"}
        assert all(line.text["zh"] and line.text["en"] for line in notice.lines)


def test_compensation_terms_and_list_all_stand() -> None:
    codes = {notice.code for notice in statutory_notices(RuleBook.shipped(), DAY)}
    assert codes == {"prohibited", "terms", "compensation-universal", "compensation-contract"}


def test_before_the_first_text_there_is_none() -> None:
    with pytest.raises(UsageError):
        statutory_notices(RuleBook.shipped(), date(1999, 1, 1))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_screen_shows_a_notice_whole(language: str) -> None:
    for notice in statutory_notices(RuleBook.shipped(), DAY):
        lines = notice_lines(notice, languages=(language,), width=40)
        joined = "".join(lines).replace(" ", "")
        for line in notice.lines:
            assert line.text[language].replace(" ", "") in joined
        assert notice.version in lines[-1]
        assert all(cells(line) <= 40 for line in lines)
