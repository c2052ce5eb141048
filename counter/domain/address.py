"""One pasted line with a name, a telephone number and an address in any usual order, taken apart."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from counter.domain.address_names import is_plain_name
from counter.domain.address_pieces import Piece, Places, cut
from counter.domain.address_places import MUNICIPALITIES, PROVINCES, province_of_postcode
from counter.domain.sanitise import ascii_digits, clean_text


class Confidence(Enum):
    """How far a part may be trusted: the clerk is asked only about DOUBTFUL and MISSING ones."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PartyGuess:
    """What one line was understood to say; empty text where a part is missing.

    `region` is a tariff's code (CN-GD, HK), `rest` what was not understood. `pieces` joined give the cleaned line
    again: no character is lost. `confidence` has every part: name, phone, region, city, district, street, postcode.
    """

    name: str
    phone: str
    region: str | None
    city: str
    district: str
    street: str
    postcode: str
    rest: str
    confidence: Mapping[str, Confidence]
    pieces: tuple[Piece, ...]

    @property
    def address(self) -> str:
        """The address as it was written: province, city, district and street together."""
        return _joined(p.text for p in self.pieces if p.kind in {"province", "city", "district", "street"})

    def doubts(self) -> tuple[str, ...]:
        """Return the parts to ask about: doubtful ones, and missing ones but for postcode, city and district."""
        optional = {"postcode", "city", "district"}
        return tuple(
            part
            for part, trust in self.confidence.items()
            if trust is Confidence.DOUBTFUL or (trust is Confidence.MISSING and part not in optional)
        )


def split_party(line: str) -> PartyGuess:
    """Return the parts of one line such as 李雷 139 1234 5678 广东省广州市天河区体育西路123号, in any usual order."""
    pieces, places = cut(clean_text(line))
    phones = [p.text for p in pieces if p.kind == "phone"]
    postcodes = [ascii_digits(p.text) for p in pieces if p.kind == "postcode"]
    name = _joined(p.text for p in pieces if p.kind == "name")
    postcode = postcodes[0] if postcodes else ""
    places_known = _settle(places, postcode)
    parts = {
        "name": name,
        "phone": _plain_phone(phones[0]) if phones else "",
        "city": _city(pieces, places),
        "district": _joined(p.text for p in pieces if p.kind == "district"),
        "street": _joined(p.text for p in pieces if p.kind == "street"),
        "postcode": postcode,
    }
    region = PROVINCES[places_known][0] if places_known else _abroad(parts["phone"])
    left = [p.text for p in pieces if not p.kind] + phones[1:] + postcodes[1:]
    trust = _confidence(parts, places, region, pieces)
    return PartyGuess(**parts, region=region, rest=_joined(left), confidence=trust, pieces=tuple(pieces))


def _settle(places: Places, postcode: str) -> str:
    """Return the province's prefix: as written, else of the city or district, else of the postcode."""
    return places.province or (province_of_postcode(postcode) or "" if postcode else "")


def _abroad(phone: str) -> str | None:
    """Return the country of an international telephone number: a guess where to, which the clerk confirms."""
    if not phone.startswith("+"):
        return None
    # Deferred: 0.1 s of metadata.
    import phonenumbers

    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(phone))
    except phonenumbers.NumberParseException:
        return None


def _city(pieces: Iterable[Piece], places: Places) -> str:
    if places.province in MUNICIPALITIES:
        return PROVINCES[places.province][1] + "市"
    return _joined(p.text for p in pieces if p.kind == "city")


def _plain_phone(text: str) -> str:
    digits = re.sub(r"[ ()]", "", ascii_digits(text))
    return re.sub(r"^\+?86-?(?=1\d|0\d)", "", digits)


def _joined(texts: Iterable[str]) -> str:
    """Return the texts side by side; a blank between two that meet in Latin letters or digits."""
    line = ""
    for text in texts:
        gap = " " if line and text and line[-1].isascii() and text[0].isascii() else ""
        line += gap + text
    return line.strip()


def _confidence(
    parts: Mapping[str, str], places: Places, region: str | None, pieces: Iterable[Piece]
) -> dict[str, Confidence]:
    trust = {part: Confidence.LIKELY if value else Confidence.MISSING for part, value in parts.items()}
    if parts["name"]:
        trust["name"] = _name_trust(parts["name"], list(pieces))
    if parts["phone"]:
        trust["phone"] = Confidence.SURE if is_dialable(parts["phone"]) else Confidence.DOUBTFUL
    trust["region"] = _region_trust(places, region, parts["postcode"])
    if parts["postcode"]:
        trust["postcode"] = trust["region"]
    if places.doubtful:
        trust["district"] = Confidence.DOUBTFUL
    return trust


def _name_trust(name: str, pieces: list[Piece]) -> Confidence:
    index = next(i for i, p in enumerate(pieces) if p.kind == "name")
    glued = index > 0 and pieces[index - 1].kind == "street"
    if glued:
        return Confidence.DOUBTFUL
    return Confidence.SURE if is_plain_name(name) else Confidence.LIKELY


def _region_trust(places: Places, region: str | None, postcode: str) -> Confidence:
    if region is None:
        return Confidence.MISSING
    by_postcode = province_of_postcode(postcode) if postcode else None
    if not places.province or (by_postcode is not None and by_postcode != places.province):
        return Confidence.DOUBTFUL
    return Confidence.SURE if places.written else Confidence.LIKELY


def is_dialable(phone: str) -> bool:
    """Return whether a telephone number is a possible one, as phonenumbers knows; Chinese where it has no +."""
    # Deferred: 0.1 s of metadata, needed when the first party is entered.
    import phonenumbers

    bare = re.split(r"转|(?<=\d{7})-(?=\d{1,6}$)", phone)[0]
    if re.fullmatch(r"[48]00-?\d{3}-?\d{4}|[2-8]\d{6,7}", bare):
        return len(bare) > 8  # a number without its area code reaches nobody from another town
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(bare, "CN"))
    except phonenumbers.NumberParseException:
        return False
