"""The law's notices for the idle screen, made from the rule book: what may not be posted, and the compensation."""

from datetime import date

from counter.rules.book import RuleBook
from counter.rules.model import Category
from counter.rules.model import Notice as RuleNotice
from counter.services.display_feed import Notice, NoticeLine, Text

EXAMPLES_SHOWN = 3

_ICONS = {
    "P01": "weapon",
    "P02": "blade",
    "P03": "explosive",
    "P04": "gas",
    "P05": "flammable-liquid",
    "P06": "flammable-solid",
    "P07": "oxidiser",
    "P08": "toxic",
    "P09": "biohazard",
    "P10": "radioactive",
    "P11": "corrosive",
    "P12": "drug",
    "P13": "publication",
    "P14": "spy",
    "P15": "counterfeit",
    "P16": "fake",
    "P17": "wildlife",
    "P18": "border",
    "P19": "other",
}
_TITLES: dict[str, Text] = {
    "terms": {"zh": "交寄须知", "en": "Terms of posting"},
    "prohibited": {"zh": "禁止寄递的物品", "en": "What may not be posted"},
    "compensation-universal": {"zh": "邮件赔偿规定", "en": "Compensation"},
    "compensation-contract": {"zh": "特快等产品的赔偿", "en": "Compensation: express and contract products"},
}


def statutory_notices(book: RuleBook, on: date) -> tuple[Notice, ...]:
    """What must stand at the counter on a day, in its current version (Postal Law of China, articles 25 and 47).

    Raises UsageError where the book has no text in force on that day.
    """
    return (
        _prohibited(book, on),
        _as_text(book.notices.terms(on), "terms"),
        _as_text(book.notices.compensation(on, universal=True), "compensation"),
        _as_text(book.notices.compensation(on, universal=False), "compensation"),
    )


def _prohibited(book: RuleBook, on: date) -> Notice:
    text = book.notices.prohibited(on)
    lines = tuple(_category(category) for category in book.categories if category.code in _ICONS)
    return Notice(text.id, _TITLES["prohibited"], _version(text), lines, kind="prohibited")


def _category(category: Category) -> NoticeLine:
    joined = {"zh": "、", "en": ", "}
    detail = {
        language: joined[language].join(examples[:EXAMPLES_SHOWN])
        for language, examples in category.examples.items()
        if examples
    }
    return NoticeLine(category.name, detail, _ICONS[category.code])


def _as_text(text: RuleNotice, kind: str) -> Notice:
    """One line for each paragraph; both languages have the same paragraphs."""
    paragraphs = {language: words.strip().splitlines() for language, words in text.text.items()}
    pairs = zip(paragraphs["zh"], paragraphs["en"], strict=True)
    lines = tuple(NoticeLine({"zh": zh, "en": en}) for zh, en in pairs)
    return Notice(text.id, _TITLES[text.id], _version(text), lines, kind=kind)


def _version(text: RuleNotice) -> str:
    return f"{text.version} ({text.valid_from.isoformat()})"
