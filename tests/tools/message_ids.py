"""The message ids that the code uses, read from its syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ERRORS = frozenset({"CounterError", "UsageError", "Refused", "DeviceTrouble", "StorageTrouble"})


def error_ids(folder: Path) -> Iterator[tuple[Path, str]]:
    """(file, message id) of every message and advice of an error raised in `folder`."""
    for file, call in _calls(folder):
        if isinstance(call.func, ast.Name) and call.func.id in ERRORS:
            yield from ((file, text) for text in _constants(call.args[1:3]))


def text_ids(folder: Path) -> Iterator[tuple[Path, str]]:
    """(file, message id) of every text asked of a translator in `folder`: x.text("...")."""
    for file, call in _calls(folder):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "text" and call.args and not _is_sql(call.func):
            yield from ((file, text) for text in _constants(call.args[:1]))


def _is_sql(asked: ast.Attribute) -> bool:
    """Migrations write conditions as sa.text("...")."""
    return isinstance(asked.value, ast.Name) and asked.value.id == "sa"


def _calls(folder: Path) -> Iterator[tuple[Path, ast.Call]]:
    for file in sorted((ROOT / folder).rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        yield from ((file, node) for node in ast.walk(tree) if isinstance(node, ast.Call))


def _constants(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and any(c.isalpha() for c in node.value):
            yield node.value
