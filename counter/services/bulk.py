"""A batch: the rows of a customer's list, accepted one after the other in their order and paid once."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from counter.errors import Refused
from counter.services.bulk_check import CheckedList
from counter.services.bulk_sheet import MOST_ITEMS
from counter.services.item_form import ItemForm, from_text, to_text


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that waits: its number in the list, and what it will be accepted as. 0 is a row of no list.

    `text` is the form as a draft keeps it, written once: a hundred rows are saved with every change of the one at hand.
    """

    number: int
    form: ItemForm
    text: str


def waiting(number: int, form: ItemForm) -> Waiting:
    """A row that waits, with its text."""
    return Waiting(number, form, to_text(form))


@dataclass(frozen=True, slots=True)
class Batch:
    """A list at work: the first of `waiting` is at hand; `left_out` are numbers of rows that are not accepted."""

    name: str
    total: int
    waiting: tuple[Waiting, ...]
    left_out: tuple[int, ...] = ()

    @property
    def at_hand(self) -> Waiting | None:
        """The row at hand."""
        return self.waiting[0] if self.waiting else None

    @property
    def place(self) -> int:
        """Which row of the batch is at hand, from 1."""
        return self.total - len(self.waiting) + 1

    def passed(self) -> "Batch":
        """The batch with its next row at hand."""
        return replace(self, waiting=self.waiting[1:])

    def leaving_out(self, count: int = 1) -> "Batch":
        """The batch without the next rows, which are remembered."""
        numbers = tuple(w.number for w in self.waiting[:count] if w.number)
        return replace(self, waiting=self.waiting[count:], left_out=tuple(sorted((*self.left_out, *numbers))))


def begun(checked: CheckedList) -> Batch:
    """A batch of the good rows. Refused bulk-no-rows; bulk-too-many beyond what one settlement takes."""
    good = checked.good
    if not good:
        raise Refused(
            "bulk-no-rows", "No row of the list can be accepted.", "Have the list put right, then take it again."
        )
    if checked.too_many:
        raise Refused(
            "bulk-too-many",
            "The list has {rows} rows, and a settlement takes {most} items at most.",
            "Divide it into several files.",
            rows=len(good),
            most=MOST_ITEMS,
        )
    left_out = tuple(r.row.number for r in checked.rows if r.faults)
    return Batch(checked.sheet.name, len(good), tuple(waiting(r.row.number, r.form) for r in good), left_out)


def to_texts(batch: Batch | None) -> list[str]:
    """A batch as a draft keeps it; nothing for none."""
    if batch is None:
        return []
    head = {"name": batch.name, "total": batch.total, "left_out": list(batch.left_out)}
    rows = [json.dumps({"number": w.number, "form": w.text}, ensure_ascii=False) for w in batch.waiting]
    return [json.dumps(head, ensure_ascii=False), *rows]


def from_texts(texts: Sequence[str]) -> Batch | None:
    """What `to_texts` wrote."""
    if not texts:
        return None
    head, *rows = (json.loads(text) for text in texts)
    forms = tuple(Waiting(int(row["number"]), from_text(str(row["form"])), str(row["form"])) for row in rows)
    return Batch(str(head["name"]), int(head["total"]), forms, tuple(int(n) for n in head["left_out"]))


def with_more(batch: Batch | None, forms: Iterable[ItemForm]) -> Batch:
    """A batch that goes on with these items first: what was packed before and can no longer be priced as it was."""
    more = tuple(waiting(0, form) for form in forms)
    if batch is None:
        return Batch("", len(more), more)
    return replace(batch, total=batch.total + len(more), waiting=(*more, *batch.waiting))
