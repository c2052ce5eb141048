"""Places found as clerks type them."""

import pytest

from tariffs.catalogue import Catalogue
from tariffs.places import ISO_COUNTRIES, PlaceSet
from tariffs.regions import by_code, countries, find, regions


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("CN-GD", "CN-GD"),
        ("gd", "CN-GD"),
        ("广东", "CN-GD"),
        ("广东省", "CN-GD"),
        ("guangdong", "CN-GD"),
        ("Guangdong", "CN-GD"),
        ("深圳", "CN-GD"),
        ("深圳市", "CN-GD"),
        ("shenzhen", "CN-GD"),
        ("518000", "CN-GD"),
        ("ＢＪ", "CN-BJ"),
        ("100000", "CN-BJ"),
        ("陕西", "CN-SN"),
        ("Shaanxi", "CN-SN"),
        ("JP", "JP"),
        ("日本", "JP"),
        ("Japan", "JP"),
        ("japan", "JP"),
        ("香港", "HK"),
        ("广东省深圳市南山区", "CN-GD"),
        ("内蒙古", "CN-NM"),
        ("漯河", "CN-HA"),
        ("luohe", "CN-HA"),
        ("010000", "CN-NM"),
    ],
)
def test_the_likeliest_comes_first(typed: str, code: str) -> None:
    assert find(typed)[0].code == code


def test_several_meanings_are_all_there() -> None:
    assert {"CN-SX", "CN-SN"} <= {region.code for region in find("shanxi")}
    assert {"CN-HN", "CN-HA"} <= {region.code for region in find("hn")}


@pytest.mark.parametrize("typed", ["", "   ", "zzzz", "1234", "99999999", "\x00", "[abc]"])
def test_nothing_is_meant(typed: str) -> None:
    assert find(typed) == ()


def test_every_region_is_found_by_each_of_its_names() -> None:
    for region in regions():
        for name in (region.code, region.zh, region.short_zh, region.en, region.pinyin, region.initials):
            assert region in find(name), name
        for city in region.cities:
            assert region in find(city.zh), city
            assert region in find(city.pinyin), city


def test_every_postcode_prefix_leads_to_one_region() -> None:
    prefixes = [prefix for region in regions() for prefix in region.postcodes]
    assert len(prefixes) == len(set(prefixes))
    for region in regions():
        for prefix in region.postcodes:
            assert find(f"{prefix}0000") == (region,)


def test_every_place_that_a_table_names_is_known() -> None:
    known = {place.code for place in (*regions(), *countries())}
    catalogue = Catalogue.shipped()
    for version in catalogue.versions():
        ready = catalogue.ready(version.id)
        assert ready is not None
        for places in ready.table.zones.destinations.values():
            assert set(places) <= known, version.id


def test_countries_have_both_names() -> None:
    assert {country.code for country in countries()} >= ISO_COUNTRIES
    assert all(country.zh and country.en for country in countries())
    assert by_code("JP") is not None
    assert by_code("jp") is None


def test_patterns_of_places() -> None:
    places = PlaceSet(["CN", "JP-*", "HK"])
    assert [code in places for code in ("CN", "CN-BJ", "JP", "JP-13", "HK", "ZZ")] == [
        True,
        False,
        False,
        True,
        True,
        False,
    ]
    assert ["ZZ" in PlaceSet(["*"]), "FR" in PlaceSet(["*"])] == [False, True]
