import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.rules.book import RuleBook
from counter.rules.checklist import Raised
from tests.counter.rules.everyday import Everyday, everyday

BOOK = RuleBook.shipped()
ITEMS = list(everyday())

# What the catalogue says too generally, or only refers to, for a single word to carry it.
TOO_GENERAL = {
    "powder", "powders", "粉末", "CO", "NO", "禁止进出境物品表", "其他法定禁寄物品", "entry/exit prohibition table",
    "any other legally barred item",
}  # fmt: skip


def raised(contents: str, *, abroad: bool = False, air: bool = False) -> tuple[Raised, ...]:
    return BOOK.checklist(contents, letter=False, abroad=abroad, air=air).raised


def codes(contents: str) -> dict[str, str]:
    return {r.code: r.severity for r in raised(contents)}


def test_there_are_two_hundred_everyday_descriptions() -> None:
    assert len(ITEMS) >= 200


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.contents}-{item.route}")
def test_everyday_descriptions(item: Everyday) -> None:
    assert not item.missed
    assert not item.false_alarms


EXAMPLES = [(c.code, word) for c in BOOK.categories for words in c.examples.values() for word in words]


@pytest.mark.parametrize(("code", "word"), [e for e in EXAMPLES if e[1] not in TOO_GENERAL])
def test_every_example_of_the_catalogue_is_stopped_or_asked_about(code: str, word: str) -> None:
    assert any(r.kind == "prohibited" for r in raised(word, abroad=True)), code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("充电保", "R08"), ("充电寶", "R08"), ("chongdianbao", "R08"), ("chong dian bao", "R08"), ("powr bank", "R08"),
        ("打伙机", "P04.1"), ("打-火-机", "P04.1"), ("dahuoji", "P04.1"), ("lightrs", "P04.1"), ("打火機", "P04.1"),
        ("高猛酸钾", "P07"), ("firecrakers", "P03.2"), ("bian pao", "P03.2"), ("gasolene", "P05"), ("汽 油", "P05"),
        ("三棱刮到", "P02"), ("Ｚｉｐｐｏ", "P04.1"), ("knives", "R30"), ("ＰＯＷＥＲ ＢＡＮＫ", "R08"),
    ],
)  # fmt: skip
def test_misspelt_words_are_understood(typed: str, code: str) -> None:
    assert code in codes(typed)


def test_a_guess_asks_and_never_refuses() -> None:
    assert codes("打伙机") == {"P04.1": "ask"}
    assert all(not r.sure for r in raised("dahuoji"))


@pytest.mark.parametrize("aside", ["打火机收纳盒", "无酒精", "lighter case", "no lighters"])
def test_what_only_names_a_prohibited_thing_is_asked_about(aside: str) -> None:
    assert set(codes(aside).values()) == {"ask"}


@pytest.mark.parametrize(
    "firm", ["象牙挂件", "仿真枪模型", "假冒包装盒", "ivory keychain", "无烟火药", "空气枪", "潜水空气瓶", "非法枪支"]
)
def test_some_things_are_prohibited_whatever_stands_beside_them(firm: str) -> None:
    assert "block" in codes(firm).values()


def test_a_vague_word_is_asked_about_only_where_it_stands_alone() -> None:
    def looks(contents: str) -> list[str]:
        checklist = BOOK.checklist(contents, letter=False, abroad=False, air=False)
        return [look.code for look in checklist.looks if look.required]

    assert looks("一些东西") == ["vague"]
    assert looks("儿童自行车配件") == []
    assert looks("礼物: 毛衣") == []


@given(
    st.sampled_from([i for i in ITEMS if i.blocked]),
    st.sampled_from(["衣服", "2 books", "手机壳", "文件"]),
    st.booleans(),
)
def test_a_prohibited_thing_is_found_among_others(item: Everyday, other: str, first: bool) -> None:
    contents = f"{item.contents}，{other}" if first else f"{other}、{item.contents}"
    abroad, air = item.route in "aA", item.route in "DA"
    found = {r.code for r in raised(contents, abroad=abroad, air=air) if r.severity == "block"}
    assert item.blocked <= found


@given(st.text(max_size=80))
def test_any_text_is_searched_without_failing(contents: str) -> None:
    for hit in BOOK.find(contents):
        assert 0 <= hit.start < hit.end
