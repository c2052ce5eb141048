"""Codes of places: ISO 3166-1 countries, and regions written COUNTRY-REGION (CN-GD)."""

from collections.abc import Iterable

_LISTED = """
    AD AE AF AG AI AL AM AN AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO
    JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR
    MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV
    TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
ISO_COUNTRIES = frozenset(_LISTED.split())
"""ISO 3166-1 alpha-2, with XK (Kosovo) and AN (Netherlands Antilles, which postal tables still name)."""


def country_of(code: str) -> str:
    """The country of a place: CN of CN-GD, JP of JP."""
    return code.partition("-")[0]


class PlaceSet:
    """Places of a table: codes themselves, `CN` for a country and `CN-*` for its regions, `*` for any known country."""

    __slots__ = ("_anywhere", "_codes", "_countries")

    def __init__(self, patterns: Iterable[str]) -> None:
        patterns = tuple(patterns)
        self._anywhere = "*" in patterns
        self._codes = frozenset(patterns)
        self._countries = frozenset(each[:-2] for each in patterns if each.endswith("-*"))

    def __contains__(self, code: str) -> bool:
        if code in self._codes:
            return True
        country = code.partition("-")[0]
        if self._anywhere:
            return country in ISO_COUNTRIES
        return country in self._countries and country != code
