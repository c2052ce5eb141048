import re
from dataclasses import fields, replace

import pytest

from devices.printers.capabilities import model
from devices.printers.interpreter import Interpreter
from receipts.blocks import COPY_SIZE, TOTAL_SIZE, TRAINING_SIZE, Block, Columns, Document, Frame, Mark, Side, Text
from receipts.captions import captions
from receipts.documents import build
from receipts.documents.building import _LAYOUTS
from receipts.documents.parts import logo
from receipts.render import replaced, to_escpos, to_text
from receipts.snapshots import KINDS
from tests.receipts.samples import (
    EVERY,
    LONG_ADDRESS,
    LONG_NAME,
    NOTICE,
    OFFICE,
    PEOPLE,
    RECEIPT,
    WAYBILL,
    addressed,
)

LOGO = "UDQKOCAyCv+B"


def flat(blocks: tuple[Block, ...]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Frame):
            found += flat(block.blocks)
        elif isinstance(block, Side):
            found += flat((*block.left, *block.right))
    return found


def size_of(document: Document, words: str) -> int:
    blocks = flat(document.blocks)
    return max(block.size for block in blocks if isinstance(block, Text) and words in block.text)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_kind_has_a_layout() -> None:
    assert set(_LAYOUTS) == set(KINDS.values())


@pytest.mark.parametrize("kind", EVERY)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_copy_differs_from_its_original_in_the_mark_only(kind: str, language: str) -> None:
    original = to_text(build(EVERY[kind], Mark(), language))
    copy = to_text(build(EVERY[kind], Mark(2), language))
    mark = captions(language)("COPY {number}").format(number=2)
    assert mark not in original
    assert [line for line in copy.splitlines() if line.strip() != mark] == original.splitlines()


@pytest.mark.parametrize("kind", EVERY)
def test_marks_have_their_sizes(kind: str) -> None:
    document = build(EVERY[kind], Mark(3, True))
    totals = [block.size for block in flat(document.blocks) if isinstance(block, Columns)]
    assert size_of(document, "COPY 3") == COPY_SIZE == 2
    assert size_of(document, "TRAINING") == TRAINING_SIZE == 2 * TOTAL_SIZE
    assert 2 * max(totals) <= TRAINING_SIZE


def test_the_marks_stand_on_each_part_as_large_as_said() -> None:
    printer = Interpreter(384)
    printer.feed(to_escpos(build(WAYBILL, Mark(1, True)), replace(model("generic-58"), cutter=True)))
    assert len(printer.papers) == 2
    for paper in printer.papers:
        sizes = {line.text.strip(): line.scale for line in paper.lines}
        assert sizes["TRAINING"] == (4, 4)
        assert sizes["副本 COPY 1"] == (2, 2)
    totals = [line.scale for line in printer.papers[1].lines if line.text.startswith("合计")]
    assert totals == [(2, 2)]


def test_an_office_in_training_marks_all_its_paper() -> None:
    drill = replace(RECEIPT, office=replace(OFFICE, training=True))
    assert "TRAINING" in to_text(build(drill))
    assert "TRAINING" not in to_text(build(RECEIPT))


@pytest.mark.parametrize("kind", ["waybill", "receipt", "tariff-explanation"])
def test_the_notice_stands_under_the_name_of_the_tariff(kind: str) -> None:
    for language in ("zh", "en"):
        lines = to_text(build(EVERY[kind], language=language)).splitlines()
        named = [at for at, line in enumerate(lines) if line.endswith("2024-01") and "cn-parcel" not in line]
        assert named
        assert all(lines[at + 1] == NOTICE[language] for at in named)


def test_a_typed_weight_says_so() -> None:
    typed = replace(WAYBILL, weight_manual=True)
    assert to_text(build(typed)).count("1.250 kg 手工 MANUAL") == 2
    assert "MANUAL" not in to_text(build(WAYBILL))
    assert "1.250 kg MANUAL" in to_text(
        build(replace(RECEIPT, items=(replace(RECEIPT.items[0], weight_manual=True),)), language="en")
    )


@pytest.mark.parametrize("kind", [kind for kind in EVERY if hasattr(EVERY[kind], "second_person")])
def test_both_names_stand_where_a_second_person_approved(kind: str) -> None:
    snapshot = EVERY[kind]
    approved = type(snapshot)(
        **{f.name: getattr(snapshot, f.name) for f in fields(snapshot)} | {"second_person": "孙七 0009"}
    )
    text = to_text(build(approved))
    assert "孙七 0009" in text
    assert "经办" in text


def test_the_compensation_rule_prints_with_every_registered_item() -> None:
    own = replace(RECEIPT, compensation_rule={"zh": "赔偿另文"})
    ordinary = replace(RECEIPT, items=(replace(RECEIPT.items[0], registered=False),))
    assert "三倍" in squeezed(to_text(build(RECEIPT)))
    assert "three times" in to_text(build(RECEIPT, language="en")).replace("\n", " ")
    assert "赔偿另文" in to_text(build(own))
    assert "赔偿规定" not in to_text(build(ordinary))


def test_money_on_the_receipt() -> None:
    text = to_text(build(RECEIPT))
    for line in ("合计 ￥18.00", "大写 壹拾捌元整", "现金 ￥20.00", "找零 ￥2.00", "流水号 48213 7F3A-91C2"):
        assert squeezed(line) in squeezed(text)


def test_amounts_for_the_recipient_are_large() -> None:
    due = replace(WAYBILL, payer="recipient", due_from_recipient=1800, cash_on_delivery=99900)
    large = {block.cells: block.size for block in flat(build(due).blocks) if isinstance(block, Columns)}
    assert large["到付", "￥18.00"] == 2
    assert large["代收货款", "￥999.00"] == 2


@pytest.mark.parametrize("columns", [32, 48])
def test_long_names_are_whole_on_a_roll(columns: int) -> None:
    for kind, snapshot in EVERY.items():
        text = squeezed(to_text(build(addressed(PEOPLE["long"], snapshot)), columns))
        assert LONG_NAME in text, kind
        assert LONG_ADDRESS in text or "recipient" not in {f.name for f in fields(snapshot)}


@pytest.mark.parametrize("kind", ["generic-58", "generic-80"])
def test_the_mail_number_never_wraps(kind: str) -> None:
    for number in ("PA12345678901", "RR123456785CN", "12345678901234", "X" * 30):
        data = to_escpos(build(replace(WAYBILL, mail_number=number)), model(kind))
        printer = Interpreter(model(kind).width_dots)
        printer.feed(data)
        printer.tear_off()
        lines = [line.text.strip() for paper in printer.papers for line in paper.lines]
        assert lines.count(number) >= 2


def test_characters_without_a_glyph_are_reported() -> None:
    document = build(addressed(replace(PEOPLE["rare"], name="䶮𬱖😀ก\n"), WAYBILL))
    assert replaced(document) == ("😀", "ก")
    assert "䶮𬱖〓〓" in to_text(document)


def test_the_logo_is_a_small_raster() -> None:
    say = captions("zh")
    assert len(list(logo(replace(OFFICE, logo=LOGO)))) == 1
    for broken in ("", "!!", "UDQK", LOGO[:-4], "UDUKOCAyCv+B"):
        assert not list(logo(replace(OFFICE, logo=broken))), broken
    assert b"\x1dv0\x00\x01\x00\x02\x00\xff\x81" in to_escpos(
        build(replace(RECEIPT, office=replace(OFFICE, logo=LOGO))), model("generic-80")
    )
    assert say.language == "zh"


def test_a_printer_without_cutter_is_not_told_to_cut() -> None:
    assert b"\x1dV" not in to_escpos(build(RECEIPT), model("generic-58"))
    assert b"\x1dV" in to_escpos(build(RECEIPT), model("generic-80"))


def test_a_printer_without_chinese_gets_dots() -> None:
    printer = Interpreter(576)
    data = to_escpos(build(RECEIPT), model("generic-80-raster"))
    printer.feed(data)
    assert all(line.text.isascii() for line in printer.papers[0].lines)
    assert data.count(b"\x1dv0") > 20
