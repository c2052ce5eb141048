"""The domestic waybill: part one travels on the item, part two stays with the sender."""

from collections.abc import Iterator

from receipts.amounts import grams, shown, size
from receipts.blocks import Align, Barcode, Block, Columns, Frame, Number, Part, Qr, Rule, Side, Text
from receipts.captions import Captions
from receipts.documents import parts
from receipts.snapshots import Party, Waybill

PAGE = "label-100x150"
_ADDRESS_LINES = 3


def document(waybill: Waybill, say: Captions) -> parts.Draft:
    """The label and the sender's part."""
    stub = say.both("Sender's part")
    return parts.Draft(
        say.both("Waybill"),
        waybill.mail_number,
        (*_label(waybill, say), Part(stub), *_stub(waybill, stub, say)),
        PAGE,
    )


def _label(waybill: Waybill, say: Captions) -> Iterator[Block]:
    yield from parts.logo(waybill.office)
    yield Side(
        (
            Text(say.pick(waybill.service_name), size=2, bold=True, shrink=True),
            Text(f"{say.pick(waybill.office.name)} {waybill.office.code}"),
        ),
        (
            Text(waybill.business_date, bold=True, align=Align.RIGHT),
            Text(waybill.service_code, align=Align.RIGHT),
        ),
        70,
    )
    yield Rule(heavy=True)
    yield Text(_zone(waybill, say), size=3, bold=True, align=Align.CENTRE, shrink=True, smallest=2)
    yield Barcode(waybill.mail_number, height_mm=14, caption=False)
    yield Number(waybill.mail_number, size=2)
    yield Frame(tuple(_party(say.both("To"), waybill.recipient, 2)))
    yield Frame(tuple(_party(say.both("From"), waybill.sender, 1)))
    yield from _amounts_due(waybill, say)
    yield Side(tuple(_item(waybill, say)), (Qr(waybill.mail_number), *_stamp(waybill, say)), 66)
    yield from parts.people(waybill.clerk, waybill.second_person, say)


def _zone(waybill: Waybill, say: Captions) -> str:
    route = say.pick(waybill.route)
    return f"{route} [{waybill.zone}]" if waybill.zone else route


def _party(caption: str, party: Party, scale: int) -> Iterator[Block]:
    yield Text(f"{caption}  {party.phone}")
    yield Text(party.name, size=scale, bold=True, shrink=True, max_lines=2)
    yield Text(f"{party.address} {party.postcode}".rstrip(), bold=scale > 1, max_lines=_ADDRESS_LINES)


def _item(waybill: Waybill, say: Captions) -> Iterator[Block]:
    yield parts.pair(say("Weight"), parts.weight(waybill.weight_text, manual=waybill.weight_manual, say=say))
    yield parts.pair(say("Chargeable weight"), grams(waybill.chargeable_weight_g))
    if waybill.size_mm:
        yield parts.pair(say("Size"), size(waybill.size_mm))
    yield from parts.given(((say("Contents"), waybill.contents),))
    if waybill.declared:
        yield parts.pair(say("Declared value"), shown(waybill.declared, waybill.currency))
    if waybill.services:
        yield parts.pair(say("Services"), ", ".join(say.pick(name) for name in waybill.services))
    yield from parts.given(((say("Inspection"), waybill.inspection_mark),))
    yield parts.pair(say("Fees"), f"{payer_name(waybill.payer, say)} {shown(waybill.total, waybill.currency)}")


def _amounts_due(waybill: Waybill, say: Captions) -> Iterator[Block]:
    if waybill.due_from_recipient:
        amount = shown(waybill.due_from_recipient, waybill.currency)
        yield Columns((say("Recipient pays"), amount), size=2, bold=True)
    if waybill.cash_on_delivery:
        amount = shown(waybill.cash_on_delivery, waybill.currency)
        yield Columns((say("COD"), amount), size=2, bold=True)


def _stamp(waybill: Waybill, say: Captions) -> Iterator[Block]:
    office = waybill.office
    yield Frame(
        (
            Text(say("Date stamp"), align=Align.CENTRE),
            Text(say.pick(office.name), align=Align.CENTRE),
            Text(waybill.business_date, bold=True, align=Align.CENTRE),
        )
    )


def payer_name(payer: str, say: Captions) -> str:
    """Who pays; an unknown payer prints as it stands."""
    names = {
        "sender": say("Sender pays"),
        "recipient": say("Recipient pays"),
        "account": say("Monthly account"),
        "third-party": say("Third party pays"),
    }
    return names.get(payer, payer)


def _stub(waybill: Waybill, title: str, say: Captions) -> Iterator[Block]:
    yield from parts.head(waybill.office, title, say)
    yield Barcode(waybill.mail_number, height_mm=8, caption=False)
    yield Number(waybill.mail_number, size=2)
    yield parts.pair(say.pick(waybill.service_name), say.pick(waybill.route))
    yield Rule()
    for caption, party in ((say("To"), waybill.recipient), (say("From"), waybill.sender)):
        yield Text(f"{caption}: {party.name} {party.phone}", max_lines=2)
        yield Text(f"{party.address} {party.postcode}".rstrip(), max_lines=_ADDRESS_LINES)
    yield Rule()
    yield from _item(waybill, say)
    yield from parts.section(f"{say('Fees')} ({payer_name(waybill.payer, say)})")
    yield from parts.fees(waybill.fees, waybill.currency, say)
    yield parts.total(say("Total"), waybill.total, waybill.currency)
    yield from _amounts_due(waybill, say)
    yield from parts.tariff(waybill.tariff_name, waybill.tariff_notice, say)
    yield from parts.given(((say("Accepted at"), waybill.accepted_at),))
    yield from parts.people(waybill.clerk, waybill.second_person, say)
    if say.pick(waybill.terms):
        yield from parts.section(say.both("Terms"))
        yield Text(say.pick(waybill.terms))
