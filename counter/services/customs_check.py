"""Goods that go abroad: no acceptance before the customs declaration is whole, and which form prints.

Rule: UPU Convention, forms CN 22 and CN 23, and its rules on electronic advance data; the rate of the SDR is
configuration.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from counter.errors import Refused, UsageError
from counter.rules.customs import CustomsForm, Declaration, Gap, SdrRate, customs_form, gaps
from counter.rules.model import Text
from counter.services.acceptance import ItemRequest
from counter.services.routes import Route
from tariffs.listing import ServiceInfo

SALE = "sale-of-goods"
_PARCELS = frozenset({"parcels", "express"})

_FIELDS: Mapping[str, Text] = {
    "sender_name": {"zh": "寄件人姓名", "en": "sender's name"},
    "sender_address": {"zh": "寄件人地址", "en": "sender's address"},
    "sender_phone": {"zh": "寄件人电话", "en": "sender's phone"},
    "recipient_name": {"zh": "收件人姓名", "en": "recipient's name"},
    "recipient_address": {"zh": "收件人地址", "en": "recipient's address"},
    "recipient_phone": {"zh": "收件人电话", "en": "recipient's phone"},
    "category": {"zh": "物品类别", "en": "category"},
    "destination": {"zh": "寄达国", "en": "destination"},
    "gross_weight_g": {"zh": "毛重", "en": "gross weight"},
    "lines": {"zh": "内件", "en": "contents"},
    "description": {"zh": "品名", "en": "description"},
    "quantity": {"zh": "数量", "en": "quantity"},
    "net_weight_g": {"zh": "净重", "en": "net weight"},
    "value": {"zh": "价值", "en": "value"},
    "currency": {"zh": "币种", "en": "currency"},
    "hs_code": {"zh": "税则号列", "en": "HS code"},
    "origin": {"zh": "原产国", "en": "origin"},
}


def is_needed(service: ServiceInfo, route: Route) -> bool:
    """Whether an item needs a customs declaration: goods that leave the mainland; correspondence has none."""
    return route.abroad and service.needs_contents


def require(item: ItemRequest, service: ServiceInfo, route: Route) -> None:
    """Refused customs-incomplete with every gap, where goods go abroad and their declaration is not whole."""
    if is_needed(service, route) and (found := gaps(_declaration(item, route))):
        raise incomplete(found)


def incomplete(found: Sequence[Gap]) -> Refused:
    """The refusal of a declaration with gaps, each named."""
    return Refused(
        "customs-incomplete",
        "The customs declaration is not whole: {gaps}.",
        "Ask the sender, and fill it in: each thing with number, net weight and worth; for goods sold HS and origin.",
        gaps={language: _listed(found, language) for language in ("zh", "en")},
    )


def form_of(item: ItemRequest, service: ServiceInfo, rates: Sequence[SdrRate], on: date) -> CustomsForm:
    """The form for an item: CN22 for letter-post goods under 300 SDR while a rate is known, CN23 for all else.

    Without a rate nobody can say that a worth is under 300 SDR; CN23 says everything that CN22 does.
    """
    parcel = service.group in _PARCELS
    worth = sum(line.value for line in item.customs.lines) if item.customs else 0
    try:
        return customs_form(parcel=parcel, value_fen=worth, rates=rates, on=on)
    except Refused:
        return CustomsForm.CN23


def rates_of(lines: Sequence[str]) -> tuple[SdrRate, ...]:
    """The rates of a configuration, each "CNY-per-SDR FROM TO SOURCE". UsageError sdr-rate-wrong."""
    return tuple(map(_rate, lines))


def _rate(line: str) -> SdrRate:
    try:
        rate, first, last, source = line.split(maxsplit=3)
        found = SdrRate(Decimal(rate), date.fromisoformat(first), date.fromisoformat(last), source)
        if not (found.cny_per_sdr > 0 and first <= last):
            raise ValueError(line)
    except (ValueError, InvalidOperation) as error:
        raise UsageError(
            "sdr-rate-wrong",
            "{line} is no rate of the SDR.",
            "Write CNY for one SDR, first day, last day, source: 9.61 2026-11-01 2026-11-30 SAFE.",
            line=line[:40],
        ) from error
    return found


def _declaration(item: ItemRequest, route: Route) -> Declaration:
    told = item.customs
    return Declaration(
        category=told.category if told else "",
        commercial=told is not None and told.category == SALE,
        sender_name=item.sender.name,
        sender_address=item.sender.address,
        sender_phone=item.sender.phone,
        recipient_name=item.recipient.name,
        recipient_address=item.recipient.address,
        recipient_phone=item.recipient.phone,
        destination=route.country,
        gross_weight_g=item.weight.grams,
        lines=told.lines if told else (),
    )


def _listed(found: Sequence[Gap], language: str) -> str:
    joint = "、" if language == "zh" else ", "
    return joint.join(_worded(gap, language) for gap in found[:4])


def _worded(gap: Gap, language: str) -> str:
    name, text = _FIELDS.get(gap.field, {}).get(language, gap.field), gap.text[language]
    return f"{name} {gap.line} ({text})" if gap.line else f"{name} ({text})"
