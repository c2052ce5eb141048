from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter.rules.book import RuleBook
from counter.rules.decision import Decision, Outcome, allow, block, hardest
from counter.rules.facts import Batteries, Certificate, Goods, ItemFacts, OfficeFacts

BOOK = RuleBook.shipped()
TODAY = date(2026, 11, 22)
OFFICE = OfficeFacts()
HOME = ItemFacts()


def decide(code: str, goods: Goods, item: ItemFacts = HOME, office: OfficeFacts = OFFICE) -> tuple[Outcome, str]:
    decision = BOOK.decide(code, goods, item, office, TODAY)
    return decision.outcome, decision.code


def paper(expires: date | None = None, number: str = "2026-1", issuer: str = "北京市药监局") -> Certificate:
    return Certificate("准予邮寄证明", number, issuer, expires)


@pytest.mark.parametrize(
    ("code", "goods", "expected"),
    [
        ("R01", Goods(), (Outcome.ASK, "quantity-needed")),
        ("R01", Goods(quantity=400), (Outcome.ALLOW, "within-cap")),
        ("R01", Goods(quantity=401), (Outcome.BLOCK, "over-cap")),
        ("R01", Goods(quantity=1, pieces_before=1), (Outcome.BLOCK, "once-a-visit")),
        ("R02", Goods(quantity=5000, together=10000), (Outcome.ALLOW, "within-cap")),
        ("R02", Goods(quantity=5001), (Outcome.BLOCK, "over-cap")),
        ("R02", Goods(quantity=5000, together=10001), (Outcome.BLOCK, "over-cap")),
        ("R03", Goods(quantity=2), (Outcome.ALLOW, "within-cap")),
        ("R03", Goods(quantity=3), (Outcome.BLOCK, "over-cap")),
        ("R03", Goods(quantity=1, pieces_before=1), (Outcome.BLOCK, "once-a-day")),
        ("R04", Goods(quantity=6), (Outcome.ASK, "quantity-needed")),
        ("R04", Goods(quantity=6, volume_ml=12), (Outcome.ALLOW, "within-cap")),
        ("R04", Goods(quantity=6, volume_ml=13), (Outcome.BLOCK, "over-cap")),
        ("R04", Goods(quantity=7, volume_ml=7), (Outcome.BLOCK, "over-cap")),
        ("R05", Goods(quantity=13), (Outcome.BLOCK, "over-cap")),
        ("R05", Goods(quantity=13, certificate=paper()), (Outcome.ALLOW, "certificate-checked")),
        ("R05", Goods(quantity=13, certificate=paper(date(2026, 11, 21))), (Outcome.BLOCK, "certificate-expired")),
    ],
)  # fmt: skip
def test_caps(code: str, goods: Goods, expected: tuple[Outcome, str]) -> None:
    assert decide(code, goods) == expected


@given(st.integers(0, 2000), st.integers(0, 5))
def test_no_count_above_the_cap_passes(sticks: int, before: int) -> None:
    outcome, _ = decide("R01", Goods(quantity=sticks, pieces_before=before))
    assert (outcome is Outcome.ALLOW) == (sticks <= 400 and before == 0)


@pytest.mark.parametrize(
    ("certificate", "expected"),
    [
        (None, (Outcome.ASK, "certificate-needed")),
        (paper(), (Outcome.ALLOW, "certificate-checked")),
        (paper(TODAY), (Outcome.ALLOW, "certificate-checked")),
        (paper(date(2026, 11, 21)), (Outcome.BLOCK, "certificate-expired")),
        (paper(number=" "), (Outcome.BLOCK, "certificate-incomplete")),
        (paper(issuer=""), (Outcome.BLOCK, "certificate-incomplete")),
    ],
)
def test_certificates(certificate: Certificate | None, expected: tuple[Outcome, str]) -> None:
    office = OfficeFacts(designated=frozenset({"R09"}))
    assert decide("R09", Goods(certificate=certificate), office=office) == expected


def test_some_goods_go_at_designated_offices_only() -> None:
    for code in ("R09", "R10"):
        assert decide(code, Goods(certificate=paper(), confirmed=True)) == (Outcome.BLOCK, "not-designated")
    assert decide("R10", Goods(confirmed=True), office=OfficeFacts(frozenset({"R10"}))) == (Outcome.ALLOW, "confirmed")


AIR_ABROAD = ItemFacts(destination="JP", air=True, declared=100)
CARRIER = OfficeFacts(air_lithium=True)
PHONE = Batteries(in_equipment=True, batteries=1, battery_wh=15)


@pytest.mark.parametrize(
    ("code", "told", "office", "expected"),
    [
        ("R06", None, CARRIER, (Outcome.ASK, "battery-needed")),
        ("R06", PHONE, CARRIER, (Outcome.ALLOW, "within-battery-limits")),
        ("R06", PHONE, OFFICE, (Outcome.BLOCK, "lithium-not-by-air")),
        ("R06", Batteries(True, batteries=2, battery_wh=100), CARRIER, (Outcome.ALLOW, "within-battery-limits")),
        ("R06", Batteries(True, batteries=3, battery_wh=10), CARRIER, (Outcome.BLOCK, "lithium-not-by-air")),
        ("R06", Batteries(True, batteries=1, battery_wh=101), CARRIER, (Outcome.BLOCK, "lithium-not-by-air")),
        ("R06", Batteries(True, cells=5, cell_wh=3), CARRIER, (Outcome.BLOCK, "lithium-not-by-air")),
        ("R06", Batteries(True, cells=4, cell_lithium_g=2), CARRIER, (Outcome.BLOCK, "lithium-not-by-air")),
        ("R06", Batteries(True, batteries=1), CARRIER, (Outcome.ASK, "battery-needed")),
        ("R07", Batteries(False, batteries=1, battery_wh=5), CARRIER, (Outcome.BLOCK, "lithium-not-by-air")),
        ("R07", Batteries(False), CARRIER, (Outcome.BLOCK, "lithium-not-by-air")),
        ("R07", PHONE, CARRIER, (Outcome.ALLOW, "not-concerned")),
    ],
)  # fmt: skip
def test_lithium_by_air(code: str, told: Batteries | None, office: OfficeFacts, expected: tuple[Outcome, str]) -> None:
    assert decide(code, Goods(batteries=told), AIR_ABROAD, office) == expected


def test_lithium_at_home_goes_by_surface_with_a_supervisor_and_never_by_air() -> None:
    decision = BOOK.decide("R08", Goods(confirmed=True), HOME, OFFICE, TODAY)
    assert (decision.outcome, decision.approval) == (Outcome.APPROVE, "O03")
    assert decide("R08", Goods(confirmed=True), ItemFacts(air=True)) == (Outcome.BLOCK, "not-accepted")
    assert decide("R06", Goods(), HOME) == (Outcome.ALLOW, "not-concerned")


@pytest.mark.parametrize(
    ("destination", "declared", "indivisible", "expected"),
    [
        ("JP", None, False, (Outcome.ASK, "value-needed")),
        ("JP", 100000, False, (Outcome.ALLOW, "within-value")),
        ("JP", 100001, False, (Outcome.BLOCK, "over-value")),
        ("JP", 100001, True, (Outcome.APPROVE, "over-value-indivisible")),
        ("HK", 80000, False, (Outcome.ALLOW, "within-value")),
        ("TW", 80001, False, (Outcome.BLOCK, "over-value")),
        ("MO", 80001, True, (Outcome.APPROVE, "over-value-indivisible")),
        ("CN", 900000, False, (Outcome.ALLOW, "not-concerned")),
    ],
)
def test_value_of_personal_items_abroad(
    destination: str, declared: int | None, indivisible: bool, expected: tuple[Outcome, str]
) -> None:
    item = ItemFacts(destination=destination, declared=declared, indivisible=indivisible)
    assert decide("R15", Goods(), item) == expected


def test_jewellery_goes_abroad_insured_only() -> None:
    assert decide("R28", Goods(), ItemFacts(destination="JP")) == (Outcome.BLOCK, "insured-only")
    assert decide("R28", Goods(), ItemFacts(destination="JP", insured=True)) == (Outcome.ALLOW, "insured")


@pytest.mark.parametrize(
    ("code", "confirmed", "expected"),
    [
        ("R16", True, (Outcome.BLOCK, "not-accepted")),
        ("R17", None, (Outcome.ASK, "look-needed")),
        ("R17", True, (Outcome.APPROVE, "needs-approval")),
        ("R17", False, (Outcome.BLOCK, "not-as-required")),
        ("R18", False, (Outcome.BLOCK, "not-as-required")),
        ("R18", True, (Outcome.ALLOW, "confirmed")),
        ("R22", None, (Outcome.ALLOW, "warned")),
        ("R24", True, (Outcome.ALLOW, "confirmed")),
    ],
)
def test_rules_without_a_limit_follow_what_was_seen(
    code: str, confirmed: bool | None, expected: tuple[Outcome, str]
) -> None:
    assert decide(code, Goods(confirmed=confirmed)) == expected


@pytest.mark.parametrize(
    ("weight_g", "size_mm", "outcome"),
    [
        (50000, (1500, 1000, 500), Outcome.ALLOW),
        (50001, None, Outcome.BLOCK),
        (1000, (1501, 10, 10), Outcome.BLOCK),
        (1000, (1001, 1000, 1000), Outcome.BLOCK),
        (1000, None, Outcome.ALLOW),
    ],
)
def test_statutory_limits(weight_g: int, size_mm: tuple[int, int, int] | None, outcome: Outcome) -> None:
    assert BOOK.parcel_size(weight_g, size_mm).outcome is outcome


def test_the_hardest_decision_counts() -> None:
    no = block("x", {}, "", "")
    assert hardest([allow(), no, allow()]) is no
    assert hardest([]).outcome is Outcome.ALLOW


@given(
    st.sampled_from([rule.code for rule in BOOK.restricted]),
    st.builds(Goods, quantity=st.none() | st.integers(0, 9999), confirmed=st.none() | st.booleans()),
    st.builds(
        ItemFacts,
        destination=st.sampled_from(["CN", "HK", "JP"]),
        air=st.booleans(),
        declared=st.none() | st.integers(0, 10**7),
    ),
)
def test_every_decision_is_said_in_both_languages(code: str, goods: Goods, item: ItemFacts) -> None:
    decision: Decision = BOOK.decide(code, goods, item, OFFICE, TODAY)
    if decision.outcome is not Outcome.ALLOW:
        assert all(text[language] for text in (decision.text, decision.advice) for language in ("zh", "en"))
    assert (decision.outcome is Outcome.APPROVE) == bool(decision.approval)
