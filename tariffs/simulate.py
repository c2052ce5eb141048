"""What a draft would have meant: past acceptances priced again, totals before and after, who wins and who loses."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from tariffs.catalogue import Catalogue
from tariffs.quoting import Quote, QuoteRequest, Refusal
from tariffs.schema import Table

Progress = Callable[[int], bool]
"""Told how many items are done; answers False to stop."""

EVERY = 1000
"""How many items pass between two calls of the progress."""


@dataclass(frozen=True, slots=True)
class PastItem:
    """One past acceptance: what was asked, and what was charged in minor units. `key` names it (a mail number)."""

    key: str
    request: QuoteRequest
    total: int


@dataclass(frozen=True, slots=True)
class Repriced:
    """An item whose fee changes: minor units before and after."""

    key: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        """What the customer would pay more; negative for less."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that the draft would refuse."""

    key: str
    before: int
    refusal: Refusal


@dataclass(slots=True)
class Simulation:
    """Totals in minor units by currency; the biggest winners (pay less) and losers first. `complete` says whether
    every item was priced or someone stopped it; `refused_total` counts what `refused` only samples.
    """

    items: int = 0
    changed: int = 0
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    winners: tuple[Repriced, ...] = ()
    losers: tuple[Repriced, ...] = ()
    refused: tuple[Rejected, ...] = ()
    refused_total: int = 0
    complete: bool = True


def simulate(
    items: Iterable[PastItem], under: Catalogue, drafts: Iterable[Table] = (), *, show: int = 10,
    progress: Progress | None = None,
) -> Simulation:  # fmt: skip
    """Price items again under a catalogue with drafts in front, and compare with what was charged.

    An item older than the draft of its service is priced as on the draft's first day. Refused items are left out of
    both totals. Raises TariffError where a draft is unsound.
    """
    drafts = tuple(drafts)
    catalogue = under.with_tables(drafts) if drafts else under
    first_day = {code: draft.valid_from for draft in drafts for code in draft.services}
    result, changes, refused = Simulation(), [], []
    for item in items:
        if progress is not None and result.items % EVERY == 0 and not progress(result.items):
            result.complete = False
            break
        result.items += 1
        request = item.request
        start = first_day.get(request.service)
        if start is not None and request.on < start:
            request = replace(request, on=start)
        answer = catalogue.quote(request)
        if isinstance(answer, Refusal):
            refused.append(Rejected(item.key, item.total, answer))
            continue
        _count(result, item, answer)
        if answer.total != item.total:
            changes.append(Repriced(item.key, item.total, answer.total))
    return _ranked(result, changes, refused, show)


def _count(result: Simulation, item: PastItem, quote: Quote) -> None:
    result.before[quote.currency] = result.before.get(quote.currency, 0) + item.total
    result.after[quote.currency] = result.after.get(quote.currency, 0) + quote.total


def _ranked(result: Simulation, changes: list[Repriced], refused: list[Rejected], show: int) -> Simulation:
    result.changed = len(changes)
    cheaper = [change for change in changes if change.difference < 0]
    dearer = [change for change in changes if change.difference > 0]
    result.winners = tuple(heapq.nsmallest(show, cheaper, key=lambda change: change.difference))
    result.losers = tuple(heapq.nlargest(show, dearer, key=lambda change: change.difference))
    result.refused = tuple(refused[:show])
    result.refused_total = len(refused)
    return result
