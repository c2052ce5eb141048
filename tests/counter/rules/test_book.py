from datetime import date

import pytest

from counter.errors import Refused, UsageError
from counter.rules.book import RuleBook
from counter.rules.model import Action

BOOK = RuleBook.shipped()


def test_all_nineteen_categories_and_the_further_bans_are_there() -> None:
    codes = {category.code for category in BOOK.categories}
    assert {f"P{n:02}" for n in range(1, 20)} <= codes
    assert {f"X{n:02}" for n in range(1, 12)} <= codes
    assert all(category.severity == "hard" for category in BOOK.categories)


def test_what_is_prohibited_is_always_refused() -> None:
    assert all(category.actions[0] is Action.REFUSE for category in BOOK.categories)


def test_everyday_parcel_has_the_everyday_looks_and_none_to_answer_singly() -> None:
    checklist = BOOK.checklist("衣服2件", letter=False, abroad=False, air=False)
    assert [look.code for look in checklist.looks] == ["liquid", "powder", "battery", "sharp", "gas", "packing"]
    assert not any(look.required for look in checklist.looks)
    assert checklist.raised == ()


def test_a_power_bank_raises_the_lithium_rule() -> None:
    for words in ("衣服2, 充电宝1", "1 power bank"):
        checklist = BOOK.checklist(words, letter=False, abroad=False, air=False)
        assert [r.code for r in checklist.raised] == ["R08"]
        assert [look.code for look in checklist.looks if look.required] == ["battery"]


def test_a_lighter_is_blocked_as_gas() -> None:
    for words in ("打火机", "two lighters"):
        (raised,) = BOOK.checklist(words, letter=False, abroad=False, air=False).raised
        assert (raised.code, raised.kind, raised.severity) == ("P04.1", "prohibited", "block")


def test_air_abroad_forbids_loose_lithium() -> None:
    checklist = BOOK.checklist("锂电池", letter=False, abroad=True, air=True)
    assert {r.code for r in checklist.blocked} == {"R07", "R08"}


def test_abroad_the_value_is_always_asked() -> None:
    looks = {look.code: look for look in BOOK.checklist("书", letter=False, abroad=True, air=False).looks}
    assert looks["value"].required


def test_a_letter_is_only_asked_to_be_opened() -> None:
    checklist = BOOK.checklist("", letter=True, abroad=False, air=False)
    assert [look.code for look in checklist.looks] == ["letter-open"]
    assert checklist.raised == ()


def test_a_letter_has_no_contents() -> None:
    with pytest.raises(Refused, match="letter-has-contents"):
        BOOK.checklist("合同", letter=True, abroad=False, air=False)


def test_a_refusal_at_the_counter_has_nothing_to_stop() -> None:
    at_counter = [text.action for text in BOOK.refusal("P03").actions]
    later = [text.action for text in BOOK.refusal("P03", accepted=True).actions]
    assert Action.REFUSE in at_counter
    assert Action.STOP not in at_counter
    assert {Action.STOP, Action.ISOLATE, Action.REPORT_POLICE} <= set(later)
    assert Action.REFUSE not in later


def test_every_rule_has_a_refusal_in_both_languages() -> None:
    for code in [c.code for c in BOOK.categories] + [r.code for r in BOOK.restricted]:
        refusal = BOOK.refusal(code)
        assert refusal.law
        for text in (refusal.what, refusal.rule, refusal.say, refusal.where_to_turn):
            assert text["zh"]
            assert text["en"]


def test_a_sender_who_refuses_inspection_is_told_so() -> None:
    refusal = BOOK.refusal("X09")
    assert "验视" in refusal.say["zh"]
    assert "inspected" in refusal.say["en"]
    assert [text.action for text in refusal.actions] == [Action.REFUSE]


def test_an_unknown_rule_is_said_to_be_unknown() -> None:
    with pytest.raises(UsageError, match="unknown-rule"):
        BOOK.refusal("P99")


def test_notices_hold_from_their_date() -> None:
    day = date(2026, 11, 22)
    shown = BOOK.notices.shown_before_acceptance(day, universal=True)
    assert [notice.id for notice in shown] == ["terms", "prohibited", "compensation-universal"]
    assert BOOK.notices.compensation(day, universal=False).id == "compensation-contract"
    with pytest.raises(UsageError, match="no-notice"):
        BOOK.notices.terms(date(2000, 1, 1))
