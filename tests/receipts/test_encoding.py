from hypothesis import given
from hypothesis import strategies as st

from receipts.encoding import KANJI_OFF, KANJI_ON, UNPRINTABLE, clean, columns, drawable, encoded, one_line, printable


def test_the_half_width_yen_becomes_the_one_that_gbk_has() -> None:
    assert encoded("¥12").data == KANJI_ON + "￥12".encode("gbk") + KANJI_OFF


def test_plain_ascii_switches_nothing() -> None:
    assert encoded("ab~ 1").data == b"ab~ 1"


def test_chinese_stands_between_its_switches() -> None:
    assert encoded("邮：a").data == b"\x1c&" + "邮：a".encode("gbk") + b"\x1c."


def test_rare_characters_and_accented_letters_are_drawn() -> None:
    assert encoded("䶮").data is None
    assert encoded("𬱖").data is None
    assert encoded("état").data is None
    assert printable("䶮𬱖état") == "䶮𬱖état"


def test_what_no_font_has_is_replaced_visibly() -> None:
    assert printable("a\U0001f600ก") == f"a{UNPRINTABLE}{UNPRINTABLE}"


def test_columns_follow_the_printer() -> None:
    assert [columns(text) for text in ("ab", "邮政", "…", "ａ", "é", "䶮", "")] == [2, 4, 2, 2, 1, 2, 0]


def test_only_line_feed_passes_of_all_control_characters() -> None:
    kept = clean("".join(map(chr, range(0xA0))))
    assert [char for char in kept if not char.isprintable()] == ["\n"]


def test_direction_and_invisible_characters_are_dropped() -> None:
    assert clean("a\u202eb\u2066c\u200bd\ufeffe\u00adf\ufe0f\U000e0041g\ud800h") == "abcdefgh"


def test_a_name_cannot_add_a_line() -> None:
    assert one_line("李\n合计 0.00\r\u2028x") == "李 合计 0.00  x"


def test_text_is_composed() -> None:
    assert clean("e\u0301") == "é"


@given(st.text())
def test_no_text_becomes_a_command(text: str) -> None:
    data = encoded(text).data
    if data is None:
        return
    body = data.removeprefix(KANJI_ON).removesuffix(KANJI_OFF)
    assert all(byte >= 0x20 and byte != 0x7F for byte in body)
    assert body.decode("gbk") == encoded(text).text
    assert columns(text) == len(body)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert printable(printable(text)) == printable(text)


def test_the_han_font_has_the_characters_of_gbk() -> None:
    """But for one sign, which is therefore replaced on every paper alike."""
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF) if trail != 0x7F)
    known = [text for pair in pairs if (text := pair.decode("gbk", errors="ignore"))]
    assert len(known) > 21_000
    assert [char for char in known if not drawable(char)] == ["≒"]
    assert printable("≒") == UNPRINTABLE
