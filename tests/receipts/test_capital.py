import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipts.capital import capital

# From the annex of 支付结算办法 (银发[1997]393号), articles 3-5, and everyday amounts.
EXAMPLES = {
    0: "零元整",
    5: "伍分",
    50: "伍角整",
    55: "伍角伍分",
    100: "壹元整",
    1005: "壹拾元零伍分",
    12345: "壹佰贰拾叁元肆角伍分",
    140950: "壹仟肆佰零玖元伍角整",
    600714: "陆仟零柒元壹角肆分",
    1640902: "壹万陆仟肆佰零玖元零贰分",
    32504: "叁佰贰拾伍元零肆分",
    10_000_00: "壹万元整",
    10_001_00: "壹万零壹元整",
    100_100_00: "壹拾万零壹佰元整",
    101_000_00: "壹拾万壹仟元整",
    10_000_000_000: "壹亿元整",
    10_001_000_000: "壹亿零壹万元整",
    100_000_001_00: "壹亿零壹元整",
    -1230: "负壹拾贰元叁角整",
}


@pytest.mark.parametrize(("fen", "words"), EXAMPLES.items())
def test_examples(fen: int, words: str) -> None:
    assert capital(fen) == words


@given(st.integers(0, 10**17))
def test_the_words_can_be_read_back(fen: int) -> None:
    assert _read(capital(fen)) == fen


def test_beyond_the_last_group_is_refused() -> None:
    with pytest.raises(ValueError, match="capital numerals"):
        capital(10**18)


def _read(words: str) -> int:
    """An independent reader: the value of each digit by the places after it."""
    yuan, _, rest = words.removesuffix("整").partition("元") if "元" in words else ("", "", words.removesuffix("整"))
    fen = 100 * _whole(yuan)
    digit = 0
    for char in rest:
        if char in "角分":
            fen += digit * (10 if char == "角" else 1)
        else:
            digit = "零壹贰叁肆伍陆柒捌玖".index(char)
    return fen


def _whole(words: str) -> int:
    value = group = digit = 0
    for char in words:
        if char in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(char)
        elif char in "拾佰仟":
            group += digit * {"拾": 10, "佰": 100, "仟": 1000}[char]
            digit = 0
        else:
            value += (group + digit) * {"万": 10**4, "亿": 10**8, "兆": 10**12}[char]
            group = digit = 0
    return value + group + digit
