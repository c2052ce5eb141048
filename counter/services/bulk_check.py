"""Each row of a customer's list checked before anything is weighed: what is wrong, where, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counter.domain.address import is_dialable
from counter.domain.staff import StaffMember
from counter.domain.weight import Weight
from counter.errors import CounterError, Refused, Term, UsageError
from counter.rules.model import Text
from counter.services import entries
from counter.services.bulk_sheet import MOST_ITEMS, BulkRow, BulkSheet
from counter.services.entries import PartyEntry
from counter.services.item_at_hand import Desktop, ItemAtHand
from counter.services.item_form import ItemForm
from tariffs.listing import ServiceInfo
from tariffs.quoting import OptionValue, Refusal

USUAL_G = 500
"""What an item without a weight in the list is taken for, to learn whether its service goes there at all."""

_NOBODY = StaffMember("", "", "clerk", "", "")
_PROVISIONAL = "list"
_Seen = dict[tuple[tuple[str, str], ...], int]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, and in which column."""

    column: str
    error: CounterError


@dataclass(frozen=True, slots=True)
class Checked:
    """A row: what it will be accepted as, its faults, and what its contents will raise at the inspection.

    `estimate` is its fee in minor units where the list gives a weight. A row with faults is not accepted.
    """

    row: BulkRow
    form: ItemForm
    faults: tuple[Fault, ...]
    notes: tuple[Text, ...] = ()
    estimate: int | None = None


@dataclass(frozen=True, slots=True)
class CheckedList:
    """A whole list; `too_many` where it holds more than one settlement takes."""

    sheet: BulkSheet
    rows: tuple[Checked, ...]

    @property
    def good(self) -> tuple[Checked, ...]:
        """The rows that can be accepted."""
        return tuple(r for r in self.rows if not r.faults)

    @property
    def too_many(self) -> bool:
        """Whether it must be divided."""
        return len(self.good) > MOST_ITEMS


def check(sheet: BulkSheet, desktop: Desktop) -> CheckedList:
    """Check every row by what is in force today; nothing is written down."""
    item = ItemAtHand(desktop, _NOBODY)
    seen: _Seen = {}
    return CheckedList(sheet, tuple(_checked(row, item, seen) for row in sheet.rows))


def _checked(row: BulkRow, item: ItemAtHand, seen: _Seen) -> Checked:
    cell = _Cells(row)
    form = ItemForm(
        size=cell("size"),
        recipient=_recipient(cell),
        destination=cell("destination"),
        contents=cell("contents"),
        declared=cell("declared"),
        service=cell("service"),
    )
    faults: list[Fault] = []
    weight_g = _weight(cell, faults)
    service = _service(cell, item, faults)
    if service is not None:
        options, wrong = _options(cell("options"), service)
        form = replace(form, options=options)
        faults += wrong
    weight = Weight(weight_g or USUAL_G, "", "kg", _PROVISIONAL)
    item.change(**{name: getattr(form, name) for name in ItemForm.__slots__} | {"weight": weight})
    faults += _party(cell, item)
    faults += _destination(cell, item)
    faults += _contents(item)
    if item.fault is not None:
        faults.append(Fault("size" if item.fault.code == "bad-size" else "declared", item.fault))
    elif service is not None or not cell("service"):
        faults += _price(item, known_weight=weight_g is not None)
    faults += _twice(row, seen)
    estimate = item.quote.total if item.quote is not None and weight_g is not None else None
    raised = item.inspecting.checklist.raised
    notes = () if item.is_letter else tuple(r.text for r in raised if r.severity != "block")
    return Checked(row, form, tuple(faults), notes, estimate)


class _Cells:
    def __init__(self, row: BulkRow) -> None:
        self._cells = row.cells

    def __call__(self, column: str) -> str:
        return self._cells.get(column, "")


def _recipient(cell: _Cells) -> PartyEntry:
    parts = {name: cell(name) for name in ("name", "phone", "address")}
    line = " ".join(text for text in (*parts.values(), cell("postcode")) if text)
    return PartyEntry(line, {name: text for name, text in parts.items() if text})


def _weight(cell: _Cells, faults: list[Fault]) -> int | None:
    if not cell("weight"):
        return None
    try:
        return entries.grams(cell("weight"))
    except CounterError as error:
        faults.append(Fault("weight", error))
        return None


def _service(cell: _Cells, item: ItemAtHand, faults: list[Fault]) -> ServiceInfo | None:
    code = cell("service")
    service = item.services.get(code)
    if code and service is None:
        error = UsageError(
            "unknown-service",
            "There is no service {service} here.",
            "counter tariff list names the services and their options.",
            service=code,
        )
        faults.append(Fault("service", error))
    return service


def _options(text: str, service: ServiceInfo) -> tuple[dict[str, OptionValue], list[Fault]]:
    """Options by letter or name, divided by blanks or commas."""
    chosen: dict[str, OptionValue] = {}
    wrong = []
    for word in text.replace(",", " ").replace("，", " ").replace("、", " ").split():
        option = next(
            (o for o in service.options if o.kind == "flag" and word.upper() in (o.letter, o.name.upper())), None
        )
        if option is not None:
            chosen[option.name] = True
            continue
        letters = " ".join(o.letter for o in service.options if o.kind == "flag")
        error = UsageError(
            "bulk-option",
            "{service} has no option {option}.",
            "Its options by letter: {letters}",
            service=service.name,
            option=word,
            letters=letters or "-",
        )
        wrong.append(Fault("options", error))
    return chosen, wrong


def _party(cell: _Cells, item: ItemAtHand) -> Iterator[Fault]:
    for part in ("name", "phone", "address"):
        if not cell(part):
            missing = Refused(
                "party-incomplete",
                "The {missing} is missing.",
                "Ask the customer, and fill in what is missing.",
                missing=Term(f"recipient {part}"),
            )
            yield Fault(part, missing)
    phone = item.recipient.party.phone
    if phone and not is_dialable(phone):
        error = UsageError(
            "bad-phone",
            "{phone} can be no telephone number.",
            "Ask the customer for the right one, with its area code.",
            phone=phone,
        )
        yield Fault("phone", error)


def _destination(cell: _Cells, item: ItemAtHand) -> Iterator[Fault]:
    if item.destination is None and cell("destination"):
        error = Refused(
            "no-such-place",
            "There is no such place.",
            "Try a province, a city, its pinyin initials or the postcode; abroad, the country.",
        )
        yield Fault("destination", error)
    elif item.destination is None and cell("address"):
        error = Refused(
            "no-destination",
            "It is not known where the item goes.",
            "Type the province, a city, its pinyin initials or the postcode.",
        )
        yield Fault("address", error)
    elif item.destination_doubtful and cell("address"):
        error = Refused(
            "place-doubtful",
            "Address and postcode speak for different places.",
            "Ask which is right, and fill in the destination.",
        )
        yield Fault("postcode", error)


def _contents(item: ItemAtHand) -> Iterator[Fault]:
    if item.is_letter:
        return
    if not item.form.contents:
        error = Refused("no-contents", "The contents are not declared.", "Ask what is inside, and write it down.")
        yield Fault("contents", error)
    for raised in item.inspecting.checklist.blocked:
        error = Refused(
            "prohibited",
            "{what}: this may not be accepted.",
            "Refuse the item, or correct the contents if they were mistyped.",
            what=raised.text,
        )
        yield Fault("contents", error)


def _price(item: ItemAtHand, *, known_weight: bool) -> Iterator[Fault]:
    if item.quote is not None or item.destination is None:
        return
    reason = next((o.result for o in item.offers if o.result.service == item.form.service), None)
    if isinstance(reason, Refusal):
        if known_weight or not reason.code.startswith("too-"):
            error = Refused(reason.code, "{text}", "{advice_text}", text=reason.message, advice_text=reason.advice)
            yield Fault("service", error)
        return
    error = Refused(
        "no-service",
        "No service of this office can carry this item.",
        "The list says why for each; tell the customer.",
    )
    yield Fault("service", error)


def _twice(row: BulkRow, seen: _Seen) -> Iterator[Fault]:
    key = tuple(sorted(row.cells.items()))
    earlier = seen.setdefault(key, row.number)
    if earlier != row.number:
        error = Refused(
            "bulk-twice",
            "The same stands in row {row}.",
            "Take one of them out; if it is another item of the same kind, say so in its contents.",
            row=earlier,
        )
        yield Fault("contents", error)
