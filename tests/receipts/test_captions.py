import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import receipts
from receipts.captions import DOMAIN, LOCALE, captions
from tests.tools.compile_catalogues import compiled

FOLDERS = ("zh_CN", "en")


def catalogue(folder: str) -> Catalog:
    with (LOCALE / folder / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=folder)


def used() -> Iterator[str]:
    """The literal captions that the layouts ask for."""
    for source in Path(receipts.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _is_caption(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def _is_caption(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return function.attr == "both" and isinstance(function.value, ast.Name) and function.value.id == "say"
    return isinstance(function, ast.Name) and function.id == "say"


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_compiled_catalogue_is_the_one_written(folder: str) -> None:
    po = LOCALE / folder / "LC_MESSAGES" / f"{DOMAIN}.po"
    assert po.with_suffix(".mo").read_bytes() == compiled(po)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_caption_has_its_words_in_both_languages(folder: str) -> None:
    words = {message.id: message.string for message in catalogue(folder) if message.id}
    assert set(used()) == set(words)
    assert all(words.values())


@pytest.mark.parametrize("folder", FOLDERS)
def test_places_to_fill_survive_translation(folder: str) -> None:
    for message in catalogue(folder):
        if message.id:
            assert re.findall(r"\{\w+\}", str(message.id)) == re.findall(r"\{\w+\}", str(message.string))


def test_chinese_papers_carry_english_beside() -> None:
    assert captions("zh").both("Refund") == "退款单 Refund"
    assert captions("en").both("Refund") == "Refund"


def test_a_text_falls_back_to_the_language_it_has() -> None:
    assert captions("en").pick({"zh": "函件"}) == "函件"
    assert captions("zh").pick({"en": "Letter"}) == "Letter"
    assert captions("zh").pick({}) == ""


def test_there_is_no_third_language() -> None:
    with pytest.raises(KeyError):
        captions("fr")
