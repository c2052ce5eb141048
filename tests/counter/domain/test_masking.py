import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.domain.masking import mask_address, mask_id, mask_name, mask_phone
from counter.domain.sanitise import ascii_digits, clean_text

NAMES = st.text(st.sampled_from("王李欧阳小明娜木 ABcd·é"), min_size=1, max_size=12)
PHONES = st.from_regex(
    r"(\+86 ?)?1[3-9][0-9]{9}|0[1-9][0-9]{1,2}-[2-8][0-9]{6,7}(-[0-9]{1,4})?|\+[1-9][0-9]{6,13}", fullmatch=True
)
ADDRESSES = st.text(st.sampled_from("广东省路街号楼室栋单元座层ABz三十二0123456789-#/ 小区"), max_size=40)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王雷", "王*"),
        ("王小明", "王*明"),
        ("欧阳小明", "欧**明"),
        ("王", "*"),
        ("", ""),
        ("John Smith", "J*** S****"),
        ("J", "*"),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13912345678", "139******78"),
        ("+86 139 1234 5678", "139******78"),
        ("１３９１２３４５６７８", "139******78"),
        ("65123456", "65******"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("广东省广州市天河区体育西路123号天河大厦A座1203室", "广东省广州市天河区体育西路**号天河大厦**座**室"),
        ("三门峡市湖滨区黄河路12号院3号楼2单元501", "三门峡市湖滨区黄河路**号院**号楼**单元**"),
        ("幸福里三单元八楼二室", "幸福里**单元**楼**室"),
        ("上海市徐汇区漕溪北路５５弄8之2", "上海市徐汇区漕溪北路**弄**"),
        ("河北省保定市易县某村", "河北省保定市易县**"),
        ("221B Baker Street, Flat C, London", "** Baker Street, Flat **, London"),
        ("", ""),
    ],
)
def test_addresses(address: str, masked: str) -> None:
    assert mask_address(address) == masked


def test_identity_numbers() -> None:
    assert mask_id("11010519491231002X") == "1****************X"
    assert mask_id("E123456") == "*******"


@given(NAMES)
def test_a_name_hides_at_least_one_character(name: str) -> None:
    masked = mask_name(name)
    if clean_text(name):
        assert "*" in masked


@given(st.text(st.sampled_from("王李欧阳小明娜木艾力"), min_size=2, max_size=12))
def test_of_a_chinese_name_at_most_two_characters_stay(name: str) -> None:
    assert len(mask_name(name).replace("*", "")) <= 2


@given(PHONES)
def test_a_phone_hides_six_digits_or_all(phone: str) -> None:
    digits = re.sub(r"\D", "", ascii_digits(phone))
    shown = re.sub(r"\D", "", mask_phone(phone))
    assert len(shown) <= max(0, len(digits) - 6)
    assert mask_phone(phone).count("*") >= min(6, len(digits))


@given(st.text(max_size=30))
def test_a_phone_field_shows_nothing_but_digits_and_stars(text: str) -> None:
    assert re.fullmatch(r"[0-9*]*", mask_phone(text))


@given(ADDRESSES)
def test_no_digit_of_an_address_stays(address: str) -> None:
    assert not re.search(r"\d", mask_address(address))


@given(st.text(max_size=40))
def test_any_address_hides_something(address: str) -> None:
    masked = mask_address(address)
    assert not clean_text(address) or "*" in masked
    assert not re.search(r"\d", masked)


@given(st.text(max_size=30))
def test_an_identity_number_shows_two_characters_at_most(number: str) -> None:
    if "*" not in number:
        assert len(mask_id(number).replace("*", "")) <= 2
