"""The tariff of the day: prices asked of the tariff in force, nothing invented where there is none."""

from datetime import date

from counter.services.pricing import Pricing
from counter.services.tariff_notice import tariff_of_the_day
from tariffs.catalogue import Catalogue

TODAY = date(2026, 11, 22)


def test_prices_stand_with_their_notice_and_version() -> None:
    notice = tariff_of_the_day(Pricing(Catalogue.shipped(), "CN-BJ"), TODAY)
    assert notice is not None
    assert notice.lines[0].text["zh"].endswith("1 kg  4.00")
    assert all(line.detail["zh"] and line.detail["en"] for line in notice.lines)
    assert "CN-ordinary-parcel" in notice.version


def test_what_has_no_published_price_is_left_out() -> None:
    notice = tariff_of_the_day(Pricing(Catalogue.shipped(), "CN-XZ"), TODAY)
    assert notice is not None
    assert not any("Ordinary parcel" in line.text["en"] for line in notice.lines)
    assert tariff_of_the_day(Pricing(Catalogue.shipped(), "CN-BJ"), date(1990, 1, 1)) is None
