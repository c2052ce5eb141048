"""What the columns and rows of a workbench are called, by the last part of their key."""

from collections.abc import Mapping

from tariffs.problems import Text, both
from tariffs.schema import FEE_KINDS, ZONE_RULES

_MODES = "half-up half-even up down"

_NAMES: Mapping[str, tuple[str, str]] = {
    "upto_g": ("上限 g", "up to g"),
    "first_g": ("首重 g", "first g"),
    "step_g": ("每计 g", "per g"),
    "carry": ("接上行", "carries on"),
    "code": ("代码", "code"),
    "name.zh": ("中文名", "name zh"),
    "name.en": ("英文名", "name en"),
    "option": ("选项", "option"),
    "letter": ("快捷键", "key"),
    "kind": ("计费方式", "kind"),
    "amount": ("金额", "amount"),
    "percent": ("百分比", "percent"),
    "value_step": ("每计金额", "per value"),
    "minimum": ("最低", "at least"),
    "maximum": ("最高", "at most"),
    "max_declared": ("保价上限", "declared max"),
    "rounding": ("取整", "rounding"),
    "requires_all": ("须全有", "needs all"),
    "requires_any": ("须有其一", "needs one"),
    "excludes": ("不能同办", "excludes"),
    "replaces": ("取代", "replaces"),
    "includes": ("含", "includes"),
    "destinations": ("寄达地", "to"),
    "except_destinations": ("除外寄达地", "not to"),
    "when.weight_over_g": ("重于 g 时", "if over g"),
    "when.girth_over_mm": ("围长超 mm 时", "if girth over mm"),
    "unless.weight_over_g": ("重于 g 不收", "not over g"),
    "unless.girth_over_mm": ("围长超 mm 不收", "not if girth over"),
    "selectable": ("可选", "selectable"),
    "phase": ("阶段", "phase"),
    "payer": ("付款人", "payer"),
    "multiplier": ("乘数", "multiplier"),
    "scope": ("适用于", "scope"),
    "single": ("不叠加", "alone"),
    "max_g": ("最重 g", "max g"),
    "min_g": ("最轻 g", "min g"),
    "max_mm": ("各边最长 mm", "max sides mm"),
    "min_mm": ("各边最短 mm", "min sides mm"),
    "side_mm": ("最长边 mm", "longest mm"),
    "sum_mm": ("三边和 mm", "L+W+H mm"),
    "girth_mm": ("长加围 mm", "length+girth mm"),
    "zone": ("计费区", "zone"),
    "value": ("值", "value"),
}

_HINTS: Mapping[str, tuple[str, str]] = {
    "upto_g": ("整数克；无上限写 open", "whole grams; open for no ceiling"),
    "kind": (" ".join(FEE_KINDS), " ".join(FEE_KINDS)),
    "percent": ("保价金额的百分之几，如 0.5", "of the declared value, such as 0.5"),
    "amount": ("如 3.00", "such as 3.00"),
    "multiplier": ("八折写 0.8", "0.8 for 20 % off"),
    "scope": ("postage 或 total", "postage or total"),
    "rounding": (_MODES, _MODES),
    "rounding.mode": (_MODES, _MODES),
    "zones.by": (" ".join(ZONE_RULES), " ".join(ZONE_RULES)),
    "destinations": ("代码，空格隔开", "codes with spaces between"),
    "except_destinations": ("代码，空格隔开", "codes with spaces between"),
    "zone": ("计费区；不填为不办理", "a zone; empty for no service"),
}


def label(key: str) -> Text:
    """What a key is called; one without a name of its own is shown as it is."""
    return both(*_NAMES.get(key, (key, key)))


def hint(key: str) -> Text | None:
    """What may be typed there, where a name does not say it."""
    words = _HINTS.get(key)
    return both(*words) if words else None
