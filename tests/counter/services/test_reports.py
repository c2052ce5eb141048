"""Reports say what the journal says, by two ways that know nothing of each other."""

import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from counter.bootstrap.core import Core
from counter.domain.sale import Tender
from counter.services.correcting import Asked
from counter.services.identifiers import new_action_id
from counter.services.report_files import as_json, as_pdf, as_xlsx
from counter.services.reports import PeriodReport, report, span
from tests.counter.services.people import CLERK, approved, member, pieces, sell
from tests.support import FakeClock

DAY = date(2026, 11, 22)


@pytest.fixture
def month(core: Core, clock: FakeClock) -> PeriodReport:
    clerk = member(core, CLERK)
    for _ in range(2):
        core.day.begin()
        first = sell(core).sale
        sell(core, Tender("card", 2100, new_action_id()))
        _void(core, first.action_id, Asked(new_action_id(), clerk, "r"))
        core.money.till_close.count(new_action_id(), clerk, pieces(5))
        _close(core, new_action_id())
        clock.pass_time(days=1)
    return report(core.store, "month", DAY, "CNY")


def _void(core: Core, sale: str, asked: Asked) -> None:
    approved(core, lambda: core.money.corrections.void(asked, sale))


def _close(core: Core, action: str) -> None:
    approved(core, lambda: core.money.till_close.close(action, member(core, CLERK), reason="r"))


def test_a_month_by_two_ways(core: Core, month: PeriodReport) -> None:
    with core.store.engine.connect() as connection:
        earned = connection.exec_driver_sql(
            "SELECT -SUM(p.amount) FROM posting p JOIN journal j USING (counter, seq) WHERE j.business_date LIKE "
            "'2026-11-%' AND (p.account LIKE 'postage:%' OR p.account LIKE 'fee:%' OR p.account = 'tax:payable')"
        ).scalar_one()
        items = connection.exec_driver_sql("SELECT COUNT(*), SUM(total) FROM item").one()
    assert month.total == earned == 4200
    assert month.total == sum(x.amount for x in month.tenders)
    assert (month.services[0].items, month.services[0].amount) == tuple(items)
    assert dict(month.balances) == core.store.balances()
    assert [(c.number, c.difference) for c in month.closes] == [(1, 5), (2, 5)]


def test_a_day_is_its_own(core: Core, month: PeriodReport) -> None:
    one = report(core.store, "day", DAY, "CNY")
    two = report(core.store, "day", date(2026, 11, 23), "CNY")
    assert one.total + two.total == month.total
    assert (one.balances["clearing:card"], two.balances["clearing:card"]) == (2100, 4200)
    assert report(core.store, "day", date(2026, 11, 30), "CNY").total == 0


@pytest.mark.parametrize(
    ("period", "day", "days"),
    [
        ("day", "2026-11-22", ("2026-11-22", "2026-11-22")),
        ("week", "2026-11-22", ("2026-11-16", "2026-11-22")),
        ("week", "2026-12-31", ("2026-12-28", "2027-01-03")),
        ("month", "2026-02-10", ("2026-02-01", "2026-02-28")),
        ("month", "2028-02-29", ("2028-02-01", "2028-02-29")),
        ("month", "2026-12-31", ("2026-12-01", "2026-12-31")),
    ],
)
def test_spans(period: str, day: str, days: tuple[str, str]) -> None:
    assert span(period, date.fromisoformat(day)) == tuple(date.fromisoformat(d) for d in days)


def test_as_data_sheet_and_page(core: Core, month: PeriodReport) -> None:
    data = json.loads(json.dumps(as_json(month)))
    assert data["total"] == 4200
    book = load_workbook(io.BytesIO(as_xlsx(month, "zh")))
    rows = list(book["收款方式"].iter_rows(values_only=True))
    assert ("银行卡", 2, 42) in rows
    assert as_pdf(month, core.config.office, "zh").startswith(b"%PDF")
