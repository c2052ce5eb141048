"""Who pays stands on the waybill, and what is to be collected on delivery, from the payments of the settlement."""

import json
from dataclasses import replace

import pytest

from counter.bootstrap.core import Core
from counter.domain.sale import Sale, Tender
from counter.services.paid_by import due_from_recipient, payer
from counter.services.paper import snapshot_of
from counter.services.tendering import CHOICES
from receipts.captions import Captions
from receipts.documents import build
from receipts.documents.parts import tender_name
from receipts.render import to_text
from tests.counter.services.people import CLERK, member
from tests.support import PARCEL, settle_request


def _sale(core: Core, *totals: int, **paid: int) -> Sale:
    core.day.begin()
    core.checkout.settle(settle_request(), member(core, CLERK))
    with core.store.read() as uow:
        found = uow.sales.item("PA10000000001")
    assert found is not None
    sale, item = found
    items = tuple(replace(item, item_id=f"i{n}", mail_number=f"PA{n}", total=t) for n, t in enumerate(totals))
    tenders = tuple(Tender(kind.replace("_", "-"), amount) for kind, amount in paid.items())
    return replace(sale, items=items, tenders=tenders, total=sum(totals))


@pytest.mark.parametrize(
    ("totals", "paid", "due", "payers"),
    [
        ((2100,), {"cash": 5000}, (0,), ("sender",)),
        ((2100,), {"recipient": 2100}, (2100,), ("recipient",)),
        ((2100,), {"recipient": 100, "cash": 2000}, (100,), ("sender",)),
        ((2100, 900), {"recipient": 3000}, (2100, 900), ("recipient", "recipient")),
        ((2100, 900), {"recipient": 900, "cash": 2100}, (0, 900), ("sender", "recipient")),
        ((2100, 900), {"recipient": 2500, "cash": 500}, (2100, 400), ("recipient", "sender")),
        ((2100, 900), {"recipient": 2100, "account": 900}, (2100, 0), ("recipient", "account")),
        ((2100,), {"account": 2100}, (0,), ("account",)),
        ((2100,), {"third_party": 2100}, (0,), ("third-party",)),
        ((2100,), {"account": 2000, "cash": 100}, (0,), ("sender",)),
    ],
)
def test_each_items_part(
    core: Core, totals: tuple[int, ...], paid: dict[str, int], due: tuple[int, ...], payers: tuple[str, ...]
) -> None:
    sale = _sale(core, *totals, **paid)
    assert tuple(due_from_recipient(sale, item) for item in sale.items) == due
    assert tuple(payer(sale, item) for item in sale.items) == payers


def test_the_waybill_says_what_the_recipient_pays(core: Core) -> None:
    core.day.begin()
    request = replace(settle_request(PARCEL), tenders=(Tender("recipient", 2100),))
    settled = core.checkout.settle(request, member(core, CLERK))
    with core.store.read() as uow:
        jobs = {job.document: job for job in uow.jobs.of_sale(settled.sale.action_id)}
    text = to_text(build(snapshot_of(jobs["waybill"])))
    assert "到付" in text and text.count("￥21.00") >= 2
    assert json.loads(jobs["waybill"].snapshot)["due_from_recipient"] == 2100


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_way_to_pay_has_a_name_on_paper(language: str) -> None:
    names = {tender_name(kind, Captions(language)) for kind in (*CHOICES, "cash")}
    assert len(names) == len(CHOICES) + 1 and not names & set(CHOICES)
