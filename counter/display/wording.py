"""The screen's own words in each language, from the gettext domain `display`, and the date as people write it."""

import gettext
from datetime import datetime
from functools import lru_cache
from pathlib import Path

DOMAIN = "display"
LOCALES = {"zh": "zh_CN", "en": "en"}
CATALOGUES = Path(__file__).parent.parent / "locale"

MESSAGES = {
    "welcome": "Welcome",
    "counter": "Counter",
    "closed": "This counter is closed",
    "closed_advice": "Please go to another counter",
    "locked": "One moment, please",
    "locked_advice": "The clerk will be back in a moment",
    "disconnected": "No connection to the counter",
    "disconnected_advice": "The screen comes back by itself. Please ask the clerk.",
    "training": "TRAINING: no real mail, no real money",
    "text_version": "Text version",
    "weight": "Weight",
    "weight_stable": "Stable",
    "weight_motion": "Settling, please wait",
    "weight_over": "Too heavy for this scale",
    "weight_under": "Below the range of this scale",
    "weight_negative": "Below zero: please leave the scale alone",
    "weight_zero": "The scale is empty",
    "weight_error": "The scale reports a fault",
    "weight_unknown": "Reading the scale",
    "weight_incomplete": "Reading the scale",
    "weight_unplugged": "The scale does not answer",
    "weight_manual": "Typed by the clerk, not weighed here",
    "place_item": "Please put your item on the scale",
    "total": "Total",
    "items": "Items: {n}",
    "lines_above": "The first {n} lines together",
    "other_services": "Other services",
    "more_services": "and {n} more: please ask",
    "cheapest": "cheapest",
    "fastest": "fastest",
    "days": "{n} days",
    "not_available": "not available",
    "tariff": "Tariff",
    "inspection": "Inspection under way",
    "inspection_advice": "The law asks us to look at what is inside before we accept it",
    "pay": "Please pay",
    "tendered": "Received",
    "change": "Your change",
    "scan_to_pay": "Scan to pay",
    "thanks": "Thank you",
    "mail_number": "Mail number",
    "more_numbers": "and {n} more: see your receipt",
    "scan_to_track": "Scan to follow your item",
    "refused": "We may not accept this item",
    "refused_basis": "Rule",
}
DATE = "{weekday}, {day} {month} {year}"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def message_ids() -> frozenset[str]:
    """Every message that a catalogue of this domain must hold."""
    return frozenset({*MESSAGES.values(), DATE, *WEEKDAYS, *MONTHS})


@lru_cache
def words(language: str) -> dict[str, str]:
    """The screen's words by key, in `language` (zh or en)."""
    translate = _catalogue(language).gettext
    return {key: translate(message) for key, message in MESSAGES.items()}


def date_text(day: datetime, language: str) -> str:
    """The date in words: Sunday, 22 November 2026."""
    translate = _catalogue(language).gettext
    weekday, month = translate(WEEKDAYS[day.weekday()]), translate(MONTHS[day.month - 1])
    return translate(DATE).format(weekday=weekday, day=day.day, month=month, year=day.year)


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, CATALOGUES, languages=[LOCALES[language]])
