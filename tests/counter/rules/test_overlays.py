import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from counter.errors import UsageError
from counter.rules.book import RuleBook
from counter.rules.check import check
from counter.rules.model import Action, Severity, Words
from counter.rules.notices import Notices
from counter.rules.overlays import laid_over, read_overlay

BOOK = RuleBook.shipped()

OVERLAY = """
version = "1"
name = "some-province"

[[item]]
code = "L01"
name.zh = "蜂箱"
name.en = "Beehives"
text.zh = "蜂箱须清空。"
text.en = "Beehives must be empty."
scope = "any"
severity = "ask"
look = "animal"
law = "地方规定"
confidence = "L"
source = "made up for a test"

[[words]]
rules = ["L01"]
look = "animal"
zh = ["蜂箱"]
en = ["beehive"]

[tighten.R01]
severity = "block"
cap = { max = 200 }

[tighten.R23]
severity = "ask"

[turn_to.REPORT_POLICE]
zh = "东单派出所"
en = "Dongdan police station"
"""


def laid(text: str) -> RuleBook:
    return laid_over(BOOK, tomllib.loads(text), "some.toml")


def test_the_shipped_book_has_no_problem() -> None:
    assert check(BOOK) == ()


def test_an_overlay_adds_and_tightens() -> None:
    book = laid(OVERLAY)
    assert check(book) == ()
    assert [r.code for r in book.checklist("蜂箱", letter=False, abroad=False, air=False).raised] == ["L01"]
    smoke = book.rule("R01")
    assert smoke.severity is Severity.BLOCK
    assert smoke.cap is not None
    assert smoke.cap.max == 200
    assert book.actions[Action.REPORT_POLICE].turn_to["zh"] == "东单派出所"
    assert book.version == f"{BOOK.version}+some-province-1"


def test_a_soft_rule_may_be_loosened_for_it_is_the_offices_own() -> None:
    assert laid(OVERLAY).rule("R23").severity is Severity.ASK


def test_the_book_itself_is_untouched() -> None:
    laid(OVERLAY)
    assert "L01" not in BOOK.codes
    assert BOOK.rule("R01").severity is Severity.ASK


@pytest.mark.parametrize(
    "loosening",
    [
        '[tighten.R01]\nseverity = "warn"',
        "[tighten.R01]\ncap = { max = 401 }",
        "[tighten.R01]\ncap = { pieces = 2 }",
        "[tighten.R04]\ncap = { volume_ml = 13 }",
        "[tighten.R09]\ndesignated = false",
        '[tighten.R07]\nseverity = "approve"',
        '[tighten.R19]\nseverity = "warn"',
    ],
)
def test_a_hard_rule_is_never_loosened(loosening: str) -> None:
    with pytest.raises(UsageError, match="overlay-loosens"):
        laid(loosening)


@pytest.mark.parametrize(
    "wrong",
    [
        '[[harmless]]\nzh = ["打火机"]\nen = ["lighter"]',
        "[tighten.P01]\nseverity = 'warn'",
        "[tighten.R99]\nseverity = 'block'",
        "[tighten.R01]\nlaw = 'x'",
        "[tighten.R01]\nseverity = 'harsh'",
        "[tighten.R15]\ncap = { max = 1 }",
        "[tighten.R01]\ncap = { maximum = 1 }",
        "[turn_to.REFUSE]\nzh = 'a'\nen = 'b'",
        "[turn_to.REPORT_POLICE]\nzh = 'a'",
        "[[category]]\ncode = 'P01'\nname.zh = 'a'\nname.en = 'b'\nactions = ['REFUSE']\nlaw = 'x'\nconfidence = 'L'",
        "[[category]]\ncode = 'L02'",
        "[[item]]\ncode = 'L03'\nseverity = 'often'",
        "surprise = 1",
    ],
)
def test_a_wrong_overlay_is_refused_with_its_place(wrong: str) -> None:
    with pytest.raises(UsageError, match="bad-rules"):
        laid(wrong)


def test_a_file_that_is_no_toml_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text("version = ", "utf-8")
    with pytest.raises(UsageError, match="bad-rules"):
        read_overlay(path)
    path.write_text(OVERLAY, "utf-8")
    assert laid_over(BOOK, read_overlay(path), path.name).rule("L01").code == "L01"


RULE = BOOK.rule("R23")
CATEGORY = BOOK.category("P01")


@pytest.mark.parametrize(
    "broken",
    [
        replace(BOOK, categories=(*BOOK.categories, CATEGORY)),
        replace(BOOK, categories=(replace(CATEGORY, name={"zh": "", "en": "x"}), *BOOK.categories[1:])),
        replace(BOOK, categories=(replace(CATEGORY, law=" "), *BOOK.categories[1:])),
        replace(BOOK, categories=(replace(CATEGORY, actions=(Action.STOP,)), *BOOK.categories[1:])),
        replace(BOOK, categories=(replace(CATEGORY, confidence="?"), *BOOK.categories[1:])),
        replace(BOOK, restricted=(*BOOK.restricted, replace(RULE, code="L09"))),
        replace(BOOK, restricted=tuple(replace(r, approval="O12") if r.code == "R23" else r for r in BOOK.restricted)),
        replace(BOOK, restricted=tuple(replace(r, approval="") if r.code == "R23" else r for r in BOOK.restricted)),
        replace(BOOK, restricted=tuple(replace(r, look="nose") if r.code == "R23" else r for r in BOOK.restricted)),
        replace(BOOK, words=(*BOOK.words, Words(("某物",), ("x",), ("Z1",), "liquid"))),
        replace(BOOK, words=(*BOOK.words, Words(("某物",), (), (), "liquid"))),
        replace(BOOK, harmless=(*BOOK.harmless, Words(("打火机",), ("box",)))),
        replace(BOOK, looks=tuple(look for look in BOOK.looks if not look.letter)),
        replace(BOOK, notices=Notices((*BOOK.notices.all, BOOK.notices.all[0]))),
    ],
    ids=range(14),
)
def test_each_fault_of_a_book_is_found(broken: RuleBook) -> None:
    problems = check(broken)
    assert problems
    assert all(problem.place and problem.text and problem.advice for problem in problems)
