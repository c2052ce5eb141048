"""Rules that break a naive engine, and refusals that say why."""

from datetime import date

import pytest

from tariffs.catalogue import Catalogue
from tariffs.quoting import Quote, Refusal
from tests.tariffs.tables import ask, quoted, refused, table


def test_the_lines_tell_their_arithmetic_in_both_languages() -> None:
    quote = quoted(ask("300", 3200, to="CN-GD"))
    assert [(line.code, line.quantity, line.unit_amount, line.amount) for line in quote.lines] == [
        ("first-weight", 1, 900, 900),
        ("additional-weight", 3, 400, 1200),
    ]
    assert quote.lines[0].text["zh"] == "首重 1 kg 9.00 元"
    assert quote.lines[1].text == {
        "zh": "续重 3 x 1 kg @ 4.00 = 12.00",
        "en": "Additional weight 3 x 1 kg @ 4.00 = 12.00",
    }
    assert quote.notice == {"zh": "第三方整理，未经核实", "en": "third-party, unverified"}
    assert len(quote.tariff_hash) == 64


def test_a_discount_is_on_the_postage_alone() -> None:
    quote = quoted(ask("300", 1500, zone="3", declared=100_000, options={"discount": "STUDENT_ID"}))
    assert [(line.code, line.amount) for line in quote.lines] == [
        ("first-weight", 700),
        ("additional-weight", 200),
        ("discount", -180),
        ("insurance", 1000),
    ]


def test_volumetric_weight_counts_where_it_is_dearer() -> None:
    dense, light = (quoted(ask("300", grams, zone="1", size_mm=(300, 200, 200))) for grams in (5000, 500))
    assert (dense.chargeable_weight_g, dense.total) == (5000, 900)
    assert (light.chargeable_weight_g, light.total) == (2000, 600)
    assert light.lines[0].text["en"] == "Volumetric weight 300 x 200 x 200 mm / 6000 = 2000 g"
    assert quoted(ask("307", 900, to="CN-GD", size_mm=(600, 500, 400))).chargeable_weight_g == 900


def test_a_divisor_by_zone_and_a_trigger_by_the_sum_of_sides() -> None:
    def weight(zone: str, size: tuple[int, int, int]) -> int:
        asked = ask("404", 500, zone=zone, size_mm=size, options={"external_quote": 1500})
        return quoted(asked).chargeable_weight_g

    assert weight("1", (400, 300, 299)) == 500
    assert weight("1", (400, 300, 300)) == 4500
    assert weight("6", (400, 300, 300)) == 7200


def test_a_platform_quote_is_taken_with_its_reference() -> None:
    quote = quoted(ask("310", 2000, to="CN-GD", options={"external_quote": 1530, "external_reference": "Q77"}))
    assert (quote.total, quote.lines[0].code) == (1530, "external-quote")
    assert "Q77" in quote.lines[0].text["zh"]
    odd = quoted(
        ask("310", 2000, to="CN-GD", options={"external_quote": 1530, "external_reference": "a\x1b[2J\u202eb"})
    )
    assert odd.lines[0].text["en"] == "Platform quote 15.30 CNY (a[2Jb)"


def test_insurance_by_percent_by_step_and_with_a_minimum() -> None:
    def fee(service: str, declared: int, to: str | None = None, zone: str | None = None) -> int:
        quote = quoted(ask(service, 20, to=to, zone=zone, declared=declared))
        return next(line.amount for line in quote.lines if line.code == "insurance")

    assert [fee("300", declared, zone="1") for declared in (100, 12_345, 10_000_000)] == [1, 123, 100_000]
    assert [fee("200", declared, zone="local") for declared in (1, 10_000, 10_001)] == [100, 100, 101]
    assert [fee("100", declared, to="HK") for declared in (1, 20_000, 20_001)] == [300, 300, 600]
    assert [fee("100", declared, to="JP") for declared in (10_000, 10_001)] == [100, 200]


def test_an_insured_letter_abroad_is_registered_by_its_handling_fee() -> None:
    codes = [line.code for line in quoted(ask("200", 20, to="JP", declared=10_000)).lines]
    assert codes == ["first-weight", "insurance", "insured-handling"]
    with_receipt = quoted(ask("100", 20, to="JP", declared=10_000, options={"advice_of_receipt": True}))
    assert with_receipt.lines[-1].code == "advice-of-receipt"


def test_air_sal_and_surface_are_ways_of_one_service() -> None:
    def total(**options: bool) -> int:
        return quoted(ask("100", 21, to="US", options=dict(options))).total

    assert total() == total(air=True) == 780
    assert (total(sal=True), total(surface=True)) == (620, 450)


def test_zones_differ_by_kind_of_mail() -> None:
    assert [quoted(ask(service, 20, to="JP")).zone for service in ("100", "150")] == ["1", "2"]
    assert [quoted(ask(service, 20, to="AU")).zone for service in ("100", "150")] == ["3", "2"]


def test_a_tax_on_everything_and_a_total_in_whole_rupees() -> None:
    asked = ask(
        "IN/speed-post", 100, origin="IN", zone="LE200KM", on=date(2016, 1, 1), options={"proof_of_delivery": True}
    )
    assert [(line.code, line.amount) for line in quoted(asked).lines] == [
        ("band", 3500), ("proof-of-delivery", 1000), ("tax", 630), ("rounding", -30)]  # fmt: skip


def test_a_distance_chooses_its_zone() -> None:
    def zone(kilometres: int) -> str:
        asked = ask("IN/speed-post", 10, origin="IN", on=date(2020, 1, 1), options={"distance_km": kilometres})
        return quoted(asked).zone

    assert [zone(km) for km in (0, 1, 200, 201, 2000, 2001)] == [
        "LOCAL", "LE200KM", "LE200KM", "201-1000KM", "1001-2000KM", "GT2000KM"]  # fmt: skip


def test_a_declared_value_chooses_its_zone() -> None:
    totals = [quoted(ask("IN/periodical", 100, origin="IN", declared=value)).total for value in (2000, 2001, 5001)]
    assert totals == [200, 400, 800]


def test_the_day_chooses_the_version() -> None:
    def first(day: date) -> str:
        return quoted(ask("ZA/parcel", 1000, origin="ZA", to="ZA", on=day)).tariff

    assert first(date(2018, 3, 31)) == "ZA-parcel-2017"
    assert first(date(2018, 4, 1)) == "ZA-parcel-2018"
    assert first(date(2024, 6, 1)) == "ZA-parcel-2024"


def test_a_channel_has_its_own_price() -> None:
    asked = ask("DE/paket-2kg", 1000, origin="DE", to="DE", on=date(2023, 1, 1), channel="online")
    assert quoted(asked).total == 549


def test_a_bulky_parcel_pays_by_weight_and_girth() -> None:
    def surcharge(service: str, grams: int, size: tuple[int, int, int]) -> list[int]:
        asked = ask(service, grams, origin="DE", to="DE", size_mm=size, options={"bulky": True})
        return [line.amount for line in quoted(asked).lines if line.code.startswith("bulky")]

    assert surcharge("DE/paket-10kg", 9000, (1300, 500, 300)) == [2250]
    assert surcharge("DE/paket-10kg", 9000, (1300, 500, 400)) == [2678]
    assert surcharge("DE/paket-31kg5", 10_001, (1300, 500, 300)) == [2678]


REFUSED = {
    "no-route": ask("300", 1500, origin="CN-SH", to="CN-BJ"),
    "no-route ": ask("300", 1500, to="CN-XX"),
    "no-route  ": ask("100", 20, to="ZZ"),
    "no-route   ": ask("300", 20, zone="9"),
    "no-tariff": ask("300", 1500, to="CN-GD", on=date(2001, 1, 1)),
    "unknown-service": ask("999", 1),
    "too-heavy": ask("300", 50_001, to="CN-GD"),
    "too-light": ask("300", 0, to="CN-GD"),
    "too-light ": ask("300", -5, to="CN-GD"),
    "too-long": ask("300", 1000, to="CN-GD", size_mm=(1501, 10, 10)),
    "too-large": ask("300", 1000, to="CN-GD", size_mm=(1400, 1400, 1400)),
    "too-large ": ask("DE/paket-5kg", 1000, origin="DE", to="DE", size_mm=(100, 100, 10)),
    "not-available": ask("DE/paket-2kg", 1000, origin="DE", to="DE", on=date(2023, 1, 1)),
    "option-not-offered": ask("300", 1000, to="CN-GD", options={"registered": True}),
    "option-not-offered ": ask("100", 20, to="TW", options={"registered": True, "advice_of_receipt": True}),
    "option-not-offered  ": ask("101", 20, to="CN-GD", declared=100),
    "option-not-offered   ": ask("300", 20, to="CN-GD", options={"discount": "NOBODY"}),
    "option-needs": ask("100", 20, to="CN-GD", options={"advice_of_receipt": True}),
    "option-needs ": ask("100", 20, to="CN-GD", declared=100),
    "option-excludes": ask("240", 20, to="CN-GD", declared=100),
    "option-excludes ": ask("300", 20, to="CN-GD", options={"discount": "STUDENT_ID+SOLDIER_ID"}),
    "declared-too-high": ask("300", 20, to="CN-GD", declared=10_000_001),
    "external-quote-needed": ask("400", 20, to="CN-GD"),
    "not-sold-here": ask("DE/paket-5kg", 1000, origin="DE", to="DE", channel="telegraph"),
    "zone-needed": ask("100", 20, to="CN-BJ"),
    "bad-request": ask("300", 20, to="CN-GD", declared=-1),
    "bad-request ": ask("300", 20, to="CN-GD", size_mm=(0, 1, 1)),
    "bad-request  ": ask("400", 20, to="CN-GD", options={"external_quote": "-5"}),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_refusal_says_why_and_what_to_do(code: str) -> None:
    refusal = refused(REFUSED[code])
    assert refusal.code == code.strip()
    assert refusal.service == REFUSED[code].service
    for text in (refusal.message, refusal.advice):
        assert text["zh"]
        assert text["en"]


def test_too_heavy_says_by_how_much() -> None:
    assert "by 1 g" in refused(ask("300", 50_001, to="CN-GD")).message["en"]


def test_a_misfit_names_the_format_that_would_take_it() -> None:
    refusal = refused(ask("DE/paket-10kg", 9000, origin="DE", to="DE", size_mm=(1300, 500, 300)))
    assert refusal.code == "too-long"
    assert "bulky" in refusal.advice["en"]


def test_an_appointed_letter_is_lighter() -> None:
    assert refused(ask("240", 501, to="CN-GD")).code == "too-heavy"
    assert quoted(ask("240", 500, to="CN-GD")).total > 0


def test_every_service_of_the_origins_post_answers() -> None:
    offers = Catalogue.shipped().quote_all(ask("", 1500, to="CN-GD"))
    quotes = [offer.result for offer in offers if isinstance(offer.result, Quote)]
    assert [quote.total for quote in quotes] == sorted(quote.total for quote in quotes)
    assert [offer.marks for offer in offers if offer.marks] == [("cheapest",)]
    assert quotes[0].service == "307"
    codes = {offer.result.service: offer.result.code for offer in offers if isinstance(offer.result, Refusal)}
    assert codes["101"] == "too-heavy"
    assert codes["400"] == "external-quote-needed"
    assert "102" not in codes, "conscript letters are not for everybody"
    assert not any(offer.result.service.startswith("DE/") for offer in offers)


def test_a_letters_zone_beside_parcels_to_the_same_place() -> None:
    offers = Catalogue.shipped().quote_all(ask("", 50, to="CN-BJ", zone="local"))
    zones = {offer.result.service: offer.result.zone for offer in offers if isinstance(offer.result, Quote)}
    assert (zones["100"], zones["300"], zones["307"]) == ("local", "1", "any")


def test_quote_all_of_nothing_is_one_refusal() -> None:
    assert [
        offer.result.code for offer in Catalogue.shipped().quote_all(ask("", 0)) if isinstance(offer.result, Refusal)
    ] == ["too-light"]


def test_the_same_answer_alone_and_among_all() -> None:
    request = ask("", 180, to="CN-GD", options={"registered": True})
    for offer in Catalogue.shipped().quote_all(request):
        alone = Catalogue.shipped().quote(ask(offer.result.service, 180, to="CN-GD", options={"registered": True}))
        assert alone == offer.result


def test_the_fastest_is_marked_where_a_delivery_time_is_published() -> None:
    slow = table(services="FR/parcel", zones={}, bands=[{"price": [500]}], delivery_days={"any": [5, 7]})
    fast = table(id="XX-2", services="FR/express", zones={}, bands=[{"price": [900]}], delivery_days={"any": [1, 2]})
    mute = table(id="XX-3", services="FR/mute", zones={}, bands=[{"price": [700]}])
    catalogue = Catalogue.shipped().with_tables([slow, fast, mute])
    offers = catalogue.quote_all(ask("", 100, origin="FR", to="FR"))
    assert [(offer.result.service, offer.marks) for offer in offers] == [
        ("FR/parcel", ("cheapest",)),
        ("FR/mute", ()),
        ("FR/express", ("fastest",)),
    ]


def test_a_discount_on_the_total_comes_after_the_fees() -> None:
    discounts = [
        {"code": "A", "name": {"zh": "甲", "en": "A"}, "multiplier": "0.5", "scope": "total", "single": False},
        {"code": "B", "name": {"zh": "乙", "en": "B"}, "multiplier": "0.9", "single": False},
    ]
    fee = {"code": "a", "name": {"zh": "费", "en": "Fee"}, "option": "a", "amount": 100}
    made = table(zones={}, bands=[{"price": [1000]}], discounts=discounts, fees=[fee])
    catalogue = Catalogue.shipped().with_tables([made])
    for both in ("A+B", "B+A", "B,A"):
        quote = quoted(ask("XX/parcel", 9, origin="FR", to="FR", options={"a": True, "discount": both}), catalogue)
        assert [line.amount for line in quote.lines] == [1000, -100, 100, -500]


def test_services_tell_what_a_form_needs() -> None:
    known = {service.code: service for service in Catalogue.shipped().services("CN-BJ")}
    assert not known["100"].needs_contents
    assert known["300"].needs_contents
    assert known["200"].registered_by_default
    assert (known["100"].domestic, known["100"].international) == (True, True)
    assert (known["300"].international, known["150"].domestic) == (False, False)
    assert known["310"].external
    assert known["100"].zone_labels["local"] == {"zh": "本埠", "en": "local"}
    letters = {option.letter for option in known["100"].options}
    assert len(letters) == len(known["100"].options), "each option has its own key"
    kinds = {option.name: option.kind for option in (*known["300"].options, *known["310"].options)}
    assert (kinds["discount"], kinds["external_quote"], kinds["external_reference"]) == ("choice", "amount", "text")
    assert {service.post for service in known.values()} == {"CN"}
    assert not known["102"].retail
