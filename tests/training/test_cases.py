"""The practice cases as data: whole in both languages, and refused where they are not."""

import re

import pytest

from counter.rules.book import RuleBook
from counter.services.training.cases import FILE, Case, read_cases, shipped_cases
from counter.services.training.checks import CHECKS

CASES = pytest.mark.parametrize("case", shipped_cases(), ids=lambda c: c.code)


@CASES
def test_every_text_of_a_case_is_in_both_languages(case: Case) -> None:
    goals = [text for goal in case.goals for text in (goal.text, goal.hint)]
    others = [*(f.text for f in case.faults), *(m.text for m in case.moves)]
    for text in (case.title, case.story, case.lesson, *goals, *others):
        assert set(text) == {"zh", "en"}
        assert all(words.strip() for words in text.values())
        assert {place for words in text.values() for place in re.findall(r"{(\w*)}", words)} <= {"number"}


@CASES
def test_the_points_of_a_case_make_a_hundred(case: Case) -> None:
    assert sum(goal.points for goal in case.goals) == 100
    assert case.par_s > 0


@CASES
def test_the_rules_that_a_case_names_are_in_the_rule_book(case: Case) -> None:
    known = {category.code for category in RuleBook.shipped().categories}
    for need in [g.need for g in case.goals] + [f.need for f in case.faults]:
        named = need.get("rules", ())
        assert not isinstance(named, (str, int))
        assert set(named) <= known


def test_the_cases_that_every_clerk_needs_are_there() -> None:
    codes = [case.code for case in shipped_cases()]
    assert len(set(codes)) == len(codes)
    assert {"liquid", "wrong-address", "overweight", "dispute", "paper-out", "dead-scale", "closed-letter"} <= set(
        codes
    )


def test_every_check_says_what_it_recognises() -> None:
    assert all(check.__doc__ for check in CHECKS.values())


def test_a_case_with_an_unknown_check_is_refused() -> None:
    text = FILE.read_text(encoding="utf-8").replace('check = "explained"', 'check = "understood"')
    with pytest.raises(ValueError, match=r"dispute.*understood"):
        read_cases(text)
