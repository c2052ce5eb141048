"""What happened since a case began, read from the practice office's own journal, sales, papers and drafts."""

from collections.abc import Sequence
from dataclasses import dataclass

from counter.domain.correction import Correction
from counter.domain.journal import Entry
from counter.domain.printing import PrintJob
from counter.domain.sale import Sale
from counter.services.drafts import Draft
from counter.services.item_form import ItemForm, from_text
from counter.services.ports import Store


@dataclass(frozen=True, slots=True)
class Facts:
    """`entries`, `sales`, `jobs` since the case began; `forms` what is being typed, `held` whether one is put aside.

    `before` is the sale that the customer comes back with, `corrections` what was put right of it, `explained` the
    mail numbers whose price was explained on the screen.
    """

    entries: Sequence[Entry] = ()
    sales: Sequence[Sale] = ()
    jobs: Sequence[PrintJob] = ()
    forms: Sequence[ItemForm] = ()
    held: bool = False
    before: Sale | None = None
    corrections: Sequence[Correction] = ()
    explained: frozenset[str] = frozenset()


def gather(
    store: Store, counter: str, since: int, before: Sale | None, drafts: Sequence[Draft], explained: frozenset[str]
) -> Facts:
    """Read what there is now; `since` is the last sequence number that does not count."""
    entries = tuple(store.entries(counter, after=since))
    with store.read() as uow:
        found = (uow.sales.find(e.action_id) for e in entries if e.kind == "sale")
        sales = tuple(sale for sale in found if sale is not None)
        actions = [*(s.action_id for s in sales), *(e.action_id for e in entries if e.kind == "refusal")]
        corrections = tuple(uow.corrections.of_sale(before.action_id)) if before else ()
        actions += [c.action_id for c in corrections]
        jobs = tuple(job for action in actions for job in uow.jobs.of_sale(action))
    forms = tuple(from_text(str(d.fields["item"])) for d in drafts if "item" in d.fields)
    held = any(d.fields.get("held") for d in drafts)
    return Facts(entries, sales, jobs, forms, held, before, corrections, explained)
