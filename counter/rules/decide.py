"""Deciding on restricted goods: each check looks at one side of the rule, the hardest answer counts."""

from collections.abc import Callable
from datetime import date

from counter.rules.decision import Decision, allow, approve, ask, block, hardest
from counter.rules.facts import Batteries, Goods, ItemFacts, OfficeFacts
from counter.rules.model import BatteryLimits, Cap, Restricted, Severity, SizeLimit

_Check = Callable[[Restricted, Goods, ItemFacts, OfficeFacts, date], Decision | None]
_HK_MO_TW = frozenset({"HK", "MO", "TW"})


def decide(rule: Restricted, goods: Goods, item: ItemFacts, office: OfficeFacts, on: date) -> Decision:
    """Return what a rule on restricted goods says of one item on a day.

    A rule with measurable limits decides by them; one without is settled by what the clerk confirmed.
    """
    if not rule.applies(abroad=item.abroad, air=item.air):
        return allow("not-concerned")
    found = [decision for check in _CHECKS for decision in [check(rule, goods, item, office, on)] if decision]
    return hardest(found or [_by_severity(rule, goods, item)])


def parcel_size(rule: Restricted, weight_g: int, size_mm: tuple[int, int, int] | None) -> Decision:
    """Return whether a parcel keeps the statutory limits (rule R19); unknown sides are not judged.

    Postal Law of China, article 84: 50 kg, 150 cm a side, 300 cm for length, width and height together.
    """
    limit = rule.size
    if limit is None or not _exceeds(limit, weight_g, size_mm or (0, 0, 0)):
        return allow()
    return block(
        "over-statutory-limit",
        rule.text,
        "请拆分后分件交寄，或改用货运。",
        "Split it into several items, or send it as cargo.",
    )


def _exceeds(limit: SizeLimit, weight_g: int, size_mm: tuple[int, int, int]) -> bool:
    return weight_g > limit.weight_g or max(size_mm) > limit.side_mm or sum(size_mm) > limit.sum_mm


def _designated(rule: Restricted, _goods: Goods, _item: ItemFacts, office: OfficeFacts, _on: date) -> Decision | None:
    if not rule.designated or rule.code in office.designated:
        return None
    return block("not-designated", rule.text, "请到指定营业机构交寄。", "Please go to a designated office.")


def _certified(rule: Restricted, goods: Goods, _item: ItemFacts, _office: OfficeFacts, on: date) -> Decision | None:
    wanted = rule.certificate
    if wanted is None or not (wanted.required or goods.certificate):
        return None
    if goods.certificate is None:
        name = wanted.name
        return ask("certificate-needed", rule.text, f"请出示{name['zh']}。", f"Please show the {name['en']}.")
    fault = goods.certificate.fault(on)
    if fault is None:
        return allow("certificate-checked", rule.text)
    return block(
        fault, rule.text, "证明不完整或已过期，请补办后再来。", "The paper is incomplete or expired; please renew it."
    )


def _capped(rule: Restricted, goods: Goods, _item: ItemFacts, _office: OfficeFacts, on: date) -> Decision | None:
    cap = rule.cap
    if cap is None:
        return None
    if goods.pieces_before >= cap.pieces:
        return _once_only(rule, cap)
    if goods.quantity is None or (cap.volume_ml is not None and goods.volume_ml is None):
        return ask("quantity-needed", rule.text, "请填写数量。", "Please enter how much it is.")
    if not _over(cap, goods) or _may_exceed(cap, goods, on):
        return allow("within-cap", rule.text)
    return block("over-cap", rule.text, "请减到限量以内再交寄。", "Please take out what is over the limit.")


def _once_only(rule: Restricted, cap: Cap) -> Decision:
    zh = "每人每天限寄一件，今天已经寄过。" if cap.per == "day" else "每人每次限寄一件，这次已经寄过。"
    en = "One item a person and day; one was posted today." if cap.per == "day" else "One item a person and visit."
    return block(f"once-a-{cap.per}", rule.text, zh, en)


def _over(cap: Cap, goods: Goods) -> bool:
    sums = ((goods.quantity, cap.max), (goods.together, cap.together), (goods.volume_ml, cap.volume_ml))
    return any(told is not None and limit is not None and told > limit for told, limit in sums)


def _may_exceed(cap: Cap, goods: Goods, on: date) -> bool:
    paper = goods.certificate
    return cap.over_with_certificate and paper is not None and paper.fault(on) is None


def _by_air(rule: Restricted, goods: Goods, _item: ItemFacts, office: OfficeFacts, _on: date) -> Decision | None:
    limits = rule.battery
    if limits is None:
        return None
    told = goods.batteries
    if told is None:
        return ask(
            "battery-needed", rule.text, "请问明电池数量和瓦时数。", "Ask how many batteries, and their watt-hours."
        )
    if told.in_equipment != (limits.place == "in-equipment"):
        return allow("not-concerned")
    if told.in_equipment and not _is_measured(told):
        return ask(
            "battery-needed", rule.text, "请看电池标签上的瓦时（Wh）数。", "Read the watt-hours (Wh) on the battery."
        )
    if told.in_equipment and _within(limits, told) and office.air_lithium:
        return allow("within-battery-limits", rule.text)
    return block(
        "lithium-not-by-air",
        rule.text,
        "改走陆路、水路（主管批准O03）。",
        "Send it by surface (a supervisor approves, O03).",
    )


def _is_measured(told: Batteries) -> bool:
    """Return whether the size of the batteries is known, in watt-hours or in grams of lithium metal."""
    sizes = (told.cell_wh, told.battery_wh, told.cell_lithium_g or None, told.battery_lithium_g or None)
    return any(size is not None for size in sizes)


def _within(limits: BatteryLimits, told: Batteries) -> bool:
    sums = (
        (told.cells, limits.cells),
        (told.batteries, limits.batteries),
        (told.cell_wh or 0, limits.cell_wh),
        (told.battery_wh or 0, limits.battery_wh),
        (told.cell_lithium_g, limits.cell_lithium_g),
        (told.battery_lithium_g, limits.battery_lithium_g),
    )
    return all(value <= limit for value, limit in sums)


def _valued(rule: Restricted, _goods: Goods, item: ItemFacts, _office: OfficeFacts, _on: date) -> Decision | None:
    limit = rule.value_limit
    if limit is None:
        return None
    if item.declared is None:
        return ask("value-needed", rule.text, "请问明价值（元）。", "Ask what it is worth (CNY).")
    if item.declared <= (limit.hk_mo_tw if item.destination in _HK_MO_TW else limit.elsewhere):
        return allow("within-value", rule.text)
    if item.indivisible:
        return approve("over-value-indivisible", rule.text, rule.approval)
    return block(
        "over-value", rule.text, "请分次交寄、退回，或按货物报关。", "Post less, take it back, or clear it as cargo."
    )


def _insured(rule: Restricted, _goods: Goods, item: ItemFacts, _office: OfficeFacts, _on: date) -> Decision | None:
    if not rule.insured_only:
        return None
    if item.insured:
        return allow("insured", rule.text)
    return block("insured-only", rule.text, "请改用保价产品。", "Please choose an insured product.")


_CHECKS: tuple[_Check, ...] = (_designated, _certified, _capped, _by_air, _valued, _insured)


def _by_severity(rule: Restricted, goods: Goods, item: ItemFacts) -> Decision:
    """Return what a rule without measurable limits says: by its severity, and by what the clerk found."""
    severity = rule.severity_for(air=item.air)
    if severity is Severity.WARN:
        return allow("warned", rule.text)
    if severity is Severity.BLOCK:
        return block(
            "not-accepted", rule.text, "请取出后再交寄，或改走其他方式。", "Please take it out, or send it another way."
        )
    if goods.confirmed is None:
        return ask("look-needed", rule.text, "请询问并查看。", "Please ask and look.")
    if not goods.confirmed:
        return block(
            "not-as-required",
            rule.text,
            "不符合要求，请整改后再交寄。",
            "It is not as required; please mend that first.",
        )
    if severity is Severity.APPROVE:
        return approve("needs-approval", rule.text, rule.approval)
    return allow("confirmed", rule.text)
