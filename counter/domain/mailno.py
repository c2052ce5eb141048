"""Mail numbers: S10 with its check digit, and the domestic forms, which publish none."""

import re
from dataclasses import dataclass

S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
"""UPU S10: weights of the eight serial digits."""

_S10 = re.compile(r"([A-Z]{2})(\d{8})(\d)([A-Z]{2})")
_DOMESTIC = re.compile(r"[A-Z]{2}\d{11}")
_BARCODE_LETTER = re.compile(r"7\d{12}")
_EXPRESS = re.compile(r"\d{12}")


@dataclass(frozen=True, slots=True)
class MailNumberCheck:
    """What a number is, or why it is none; `reason` is a code: ok, check-digit, length, characters, form."""

    number: str
    valid: bool
    format: str
    service: str = ""
    country: str = ""
    reason: str = "ok"


def s10_check_digit(serial: str) -> int:
    """The check digit of eight serial digits (UPU S10: C = 11 - (S mod 11); 10 -> 0, 11 -> 5)."""
    total = sum(int(d) * w for d, w in zip(serial, S10_WEIGHTS, strict=True))
    digit = 11 - total % 11
    return {10: 0, 11: 5}.get(digit, digit)


def s10_number(indicator: str, serial: int, country: str) -> str:
    """Compose an S10 number from its service indicator, serial and ISO country. ValueError when a part is malformed."""
    text = f"{serial:08d}"
    number = f"{indicator}{text}{s10_check_digit(text)}{country}"
    if not _S10.fullmatch(number):
        raise ValueError(f"not an S10 number: {number}")
    return number


def domestic_number(prefix: str, serial: int) -> str:
    """Compose a domestic number: 2 capital letters and 11 digits. ValueError when it does not fit."""
    number = f"{prefix}{serial:011d}"
    if not _DOMESTIC.fullmatch(number):
        raise ValueError(f"not a domestic mail number: {number}")
    return number


def check(text: str) -> MailNumberCheck:
    """Tell what mail number `text` is; blanks and lower case are forgiven, nothing else is."""
    number = re.sub(r"[\s-]", "", text).upper()
    if _DOMESTIC.fullmatch(number) or _BARCODE_LETTER.fullmatch(number):
        return MailNumberCheck(number, True, "domestic", number[:2] if number[0].isalpha() else "7")
    if _EXPRESS.fullmatch(number):
        return MailNumberCheck(number, True, "domestic", "express")
    return _check_s10(number)


def _check_s10(number: str) -> MailNumberCheck:
    if number and not (number.isascii() and number.isalnum()):
        return MailNumberCheck(number, False, "unknown", reason="characters")
    if len(number) != 13:
        return MailNumberCheck(number, False, "unknown", reason="length")
    found = _S10.fullmatch(number)
    if found is None:
        return MailNumberCheck(number, False, "unknown", reason="form")
    service, serial, digit, country = found.groups()
    right = int(digit) == s10_check_digit(serial)
    return MailNumberCheck(number, right, "s10", service, country, "ok" if right else "check-digit")
