"""Pieces that several documents share: the head, marks, fees, tenders, who did it, and the proof."""

import base64
import binascii
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from receipts.amounts import shown
from receipts.blocks import (
    COPY_SIZE,
    TOTAL_SIZE,
    TRAINING_SIZE,
    Align,
    Block,
    Columns,
    Image,
    Mark,
    Rule,
    Spacer,
    Text,
)
from receipts.captions import Captions
from receipts.snapshots import FeeRow, Office, TenderRow
from receipts.snapshots import Text as Texts
from receipts.snapshots.till import CountRow


class Draft(NamedTuple):
    """A document before its marks and its end: the title, the number that names it, its blocks, its usual page."""

    title: str
    number: str
    blocks: tuple[Block, ...]
    page: str = "roll-80"


def marks(mark: Mark, say: Captions) -> Iterator[Block]:
    """What tells a copy from the original, and training from the real thing."""
    if mark.training:
        yield Text(say("TRAINING"), size=TRAINING_SIZE, bold=True, align=Align.CENTRE)
        yield Text(say("For practice only, not valid"), align=Align.CENTRE)
    if mark.copy_number:
        text = say("COPY {number}").format(number=mark.copy_number)
        yield Text(text, size=COPY_SIZE, bold=True, align=Align.CENTRE)


def head(office: Office, title: str, say: Captions) -> Iterator[Block]:
    """Logo, office, title, and the office's extra lines."""
    yield from logo(office)
    yield Text(say.pick(office.name), size=2, bold=True, align=Align.CENTRE, shrink=True)
    yield Text(title, bold=True, align=Align.CENTRE)
    for line in office.extra_lines:
        yield Text(line, align=Align.CENTRE)


def logo(office: Office) -> Iterator[Block]:
    """The office's picture, when it has one that can be read (binary PBM in base64); else nothing."""
    picture = _picture(office.logo)
    if picture is not None:
        yield picture


def _picture(encoded: str) -> Image | None:
    try:
        raw = base64.b64decode(encoded, validate=True)
        magic, width, height, rows = raw.split(maxsplit=3) if raw else (b"", b"", b"", b"")
        image = Image(int(width or 0), int(height or 0), rows)
    except (binascii.Error, ValueError):
        return None
    whole = len(image.rows) == (image.width + 7) // 8 * image.height
    return image if magic == b"P4" and image.width and whole else None


def place(office: Office, say: Captions) -> Iterator[Block]:
    """Which counter of which office, and its telephone."""
    yield pair(say("Office"), f"{office.code} {say('counter {counter}').format(counter=office.counter)}")
    yield from given(((say("Telephone"), office.phone),))


def pair(caption: str, value: str, *, bold: bool = False) -> Block:
    """A caption and its value on one line, or below each other when too long."""
    return Columns((caption, value), bold=bold)


def given(rows: Iterable[tuple[str, str]]) -> Iterator[Block]:
    """Caption and value for each value that is there."""
    for caption, value in rows:
        if value:
            yield pair(caption, value)


def weight(text: str, *, manual: bool, say: Captions) -> str:
    """The weight as the scale displayed it; MANUAL when a person typed it."""
    return f"{text} {say('MANUAL')}" if manual else text


def fees(rows: Iterable[FeeRow], currency: str, say: Captions) -> Iterator[Block]:
    """Each fee line with its own arithmetic."""
    for row in rows:
        yield Columns((say.pick(row.text), shown(row.amount, currency)))


def total(caption: str, amount: int, currency: str) -> Block:
    """The total, larger than all other figures."""
    return Columns((caption, shown(amount, currency)), size=TOTAL_SIZE, bold=True)


def tenders(rows: Iterable[TenderRow], change: int, currency: str, say: Captions) -> Iterator[Block]:
    """How it was paid, with the terminal's references, and the change."""
    for row in rows:
        caption = f"{tender_name(row.kind, say)} {row.reference}".rstrip()
        yield Columns((caption, shown(row.amount, currency)))
    if change:
        yield Columns((say("Change"), shown(change, currency)), bold=True)


def tender_name(kind: str, say: Captions) -> str:
    """The name of a tender; an unknown kind prints as it stands."""
    names = {
        "cash": say("Cash"),
        "card": say("Card"),
        "qr": say("Mobile payment"),
        "cheque": say("Cheque"),
        "stamps": say("Postage stamps"),
        "account": say("Monthly account"),
        "recipient": say("Paid by recipient"),
        "third-party": say("Third party pays"),
    }
    return names.get(kind, kind)


def tariff(name: Texts, notice: Texts, say: Captions) -> Iterator[Block]:
    """The tariff that priced it, never without the notice of where it comes from."""
    if say.pick(name):
        yield Text(f"{say('Tariff')}: {say.pick(name)}")
    if say.pick(notice):
        yield Text(say.pick(notice), bold=True)


def people(clerk: str, second_person: str, say: Captions) -> Iterator[Block]:
    """Both names when a second person approved."""
    yield pair(say("Clerk"), clerk)
    if second_person:
        yield pair(say("Approved by"), second_person)


def proof(seq: int, code: str, say: Captions) -> Iterator[Block]:
    """Where the journal holds this, and the short code of the chain there."""
    if seq:
        yield pair(say("Journal entry"), f"{seq} {code}".rstrip())


def counts(rows: Iterable[CountRow], currency: str, say: Captions) -> Iterator[Block]:
    """A table of how many and how much."""
    for row in rows:
        yield Columns((say.pick(row.text), str(row.count), shown(row.amount, currency)), share=(5, 2, 5))


def signature(caption: str) -> Iterator[Block]:
    """Room to sign."""
    yield Spacer(2)
    yield Text(f"{caption}: ________________")


def section(title: str) -> Iterator[Block]:
    """A rule and a title."""
    yield Rule()
    yield Text(title, bold=True)
