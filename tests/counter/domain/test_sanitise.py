import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.sanitise import ascii_digits, clean_text

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("李\x1b[31m雷", "李[31m雷"),
        ("a\u202eb\u2066c", "abc"),
        ("王\u200b小\u200d明\ufeff", "王小明"),
        ("  北京\t东单\r\n 1号\u3000 ", "北京 东单 1号"),
        ("e\u0301", "é"),
        ("x\x00\x7f\x9by", "xy"),
        ("\udce4bad", "bad"),
        ("张\U000e0041三", "张三"),
        ("[abc]李", "[abc]李"),
        ("\U00031350", "\U00031350"),
    ],
)
def test_what_a_terminal_or_printer_would_obey_is_gone(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_a_text_over_its_limit_is_cut_without_a_blank_end() -> None:
    assert clean_text("ab cd", max_length=3) == "ab"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(ANY_TEXT)
def test_clean_text_holds_no_control_format_or_surrogate_character(text: str) -> None:
    categories = {unicodedata.category(char) for char in clean_text(text)}
    assert not categories & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(ANY_TEXT, st.integers(0, 20))
def test_clean_text_fits_and_can_be_stored(text: str, limit: int) -> None:
    cleaned = clean_text(text, max_length=limit)
    assert len(cleaned) <= limit
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


def test_digits_of_other_widths_become_ascii() -> None:
    assert ascii_digits("１３９abc٣") == "139abc3"


@given(ANY_TEXT)
def test_ascii_digits_keeps_the_length(text: str) -> None:
    assert len(ascii_digits(text)) == len(text)
