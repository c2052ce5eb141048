"""The documents say what the program does: links lead somewhere, keys are keys, codes are codes."""

import re
from pathlib import Path

import pytest

from counter.ui.keymap import known_commands

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.glob("*.md"))
CARD = DOCS / "clerk-card.md"
GUIDES = (CARD, DOCS / "clerk-guide.md", DOCS / "clerk-guide.zh.md", DOCS / "supervisor-guide.md", DOCS / "training.md")
PLAIN_KEYS = {"enter", "回车", "↓", "digit", "数字", "0", "1", "9", "shift+tab", "ctrl+p"}
"""Keys of a field or of Textual itself: no command has them."""

_LINK = re.compile(r"\]\(([^)#:\s]+?\.(?:md|png|svg))(?:#[^)]*)?\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"^\| ([a-z]+(?:-[a-z]+)+(?:[,、] ?[a-z-]+)*) \|", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    wrong = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert wrong == []


def test_every_key_of_the_card_does_something() -> None:
    keys = {key for command in known_commands().values() for key in command.command.keys({})}
    wrong = [told for told in _BOLD.findall(CARD.read_text(encoding="utf-8")) if not _is_key(told, keys)]
    assert wrong == []


def _is_key(told: str, known: set[str]) -> bool:
    key = told.strip("\\").casefold()
    return key in PLAIN_KEYS or {"+": "plus", "*": "asterisk"}.get(key, key) in known or key == "粗体" or key == "bold"


@pytest.mark.parametrize("page", GUIDES, ids=lambda p: p.name)
def test_every_error_code_of_a_guide_is_one_of_the_programs(page: Path) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (DOCS.parent / "counter").rglob("*.py"))
    told = [one for row in _CODE.findall(page.read_text(encoding="utf-8")) for one in re.split(r"[,、] ?", row)]
    assert [one for one in told if f'"{one}"' not in code] == []


def test_the_card_is_one_page() -> None:
    chinese, _, english = CARD.read_text(encoding="utf-8").partition("## Accepting a parcel")
    assert max(len(chinese.splitlines()), len(english.splitlines())) <= 50


def test_both_guides_have_the_same_chapters() -> None:
    english, chinese = (
        (DOCS / name).read_text(encoding="utf-8").count("\n## ") for name in ("clerk-guide.md", "clerk-guide.zh.md")
    )
    assert english == chinese


def test_nothing_is_fetched_when_the_pages_are_built_or_read() -> None:
    settings = (DOCS.parent / "mkdocs.yml").read_text(encoding="utf-8")
    locked = (DOCS / "requirements.txt").read_text(encoding="utf-8")
    assert "font: false" in settings
    assert "http" not in settings + locked
    assert "--hash=" in locked
