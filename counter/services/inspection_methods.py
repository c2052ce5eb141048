"""How contents are looked at: by eye, by X-ray, or both."""

from collections.abc import Mapping

from counter.rules.model import Text
from counter.services.inspection_check import METHODS

METHOD_NAMES: Mapping[str, Text] = {
    "visual": {"zh": "目检", "en": "by eye"},
    "x-ray": {"zh": "X光机", "en": "by X-ray"},
    "visual+x-ray": {"zh": "目检和X光机", "en": "by eye and X-ray"},
}


def following(method: str) -> str:
    """The way after this one, round and round; nothing said yet is by eye."""
    return METHODS[(METHODS.index(method or METHODS[0]) + 1) % len(METHODS)]
