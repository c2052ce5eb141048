"""A period's report as JSON-ready data, as a sheet, and as a page."""

import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

from counter.config import OfficeConfig
from counter.domain.journal import chain_code
from counter.services.reports import PeriodReport
from counter.services.till_paper import Text, name_of
from receipts.blocks import Align, Block, Columns, Cut, Document, Mark, Rule
from receipts.blocks import Text as Words
from receipts.render import to_pdf
from tariffs.money import decimals, format_minor

_TITLES: dict[str, Text] = {
    "day": {"zh": "营业日报", "en": "Daily report"},
    "week": {"zh": "营业周报", "en": "Weekly report"},
    "month": {"zh": "营业月报", "en": "Monthly report"},
    "categories": {"zh": "收入", "en": "Earned"},
    "tenders": {"zh": "收款方式", "en": "Tenders"},
    "services": {"zh": "业务种类", "en": "Products"},
    "closes": {"zh": "日终 (Z)", "en": "Closes (Z)"},
    "balances": {"zh": "科目余额", "en": "Balances"},
    "total": {"zh": "合计", "en": "Total"},
}

Row = tuple[str, int, int]
"""What, how many (0 where there is nothing to count), how much in minor units."""


def as_json(report: PeriodReport) -> dict[str, object]:
    """The report as one JSON object; amounts are integer minor units."""
    return {
        "period": report.period,
        "first": report.first.isoformat(),
        "last": report.last.isoformat(),
        "currency": report.currency,
        "total": report.total,
        "categories": [{"account": x.code, "count": x.count, "amount": x.amount} for x in report.categories],
        "tenders": [{"kind": x.code, "count": x.count, "amount": x.amount} for x in report.tenders],
        "entries": [{"kind": x.code, "count": x.count, "moved": x.amount} for x in report.kinds],
        "services": [{"service": x.service, "items": x.items, "amount": x.amount} for x in report.services],
        "closes": [
            {
                "counter": x.counter, "number": x.number, "date": x.business_date, "clerk": x.clerk, "total": x.total,
                "difference": x.difference, "head": x.head,
            }
            for x in report.closes
        ],
        "balances": dict(sorted(report.balances.items())),
    }  # fmt: skip


def as_xlsx(report: PeriodReport, language: str) -> bytes:
    """The report as a workbook, one sheet a section; amounts as numbers in the currency's unit, texts as texts."""
    # Deferred: the workbook library takes 0.2 s to load, and only this needs it.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    places = decimals(report.currency)
    for section, rows in _sections(report, language):
        sheet = book.create_sheet(section)
        for what, count, amount in rows:
            name = WriteOnlyCell(sheet, value=what)
            # A text is a text, whatever it begins with: a sheet must not take a name for a formula.
            name.data_type = "s"
            money = WriteOnlyCell(sheet, value=Decimal(amount).scaleb(-places))  # type: ignore[arg-type]
            money.number_format = "0." + "0" * places if places else "0"
            sheet.append([name, count or None, money])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_pdf(report: PeriodReport, office: OfficeConfig, language: str) -> bytes:
    """The report as a page."""
    title = _say(report.period, language)
    days = report.first.isoformat() if report.first == report.last else f"{report.first} - {report.last}"
    blocks: list[Block] = [
        Words({"zh": office.name_zh, "en": office.name_en}[language], size=2, bold=True, align=Align.CENTRE),
        Words(f"{title}  {days}", bold=True, align=Align.CENTRE),
    ]
    for section, rows in _sections(report, language):
        blocks += [Rule(), Words(section, bold=True)]
        blocks += [_row(what, count, format_minor(amount, report.currency)) for what, count, amount in rows]
    total = format_minor(report.total, report.currency)
    blocks += [Rule(heavy=True), Columns((_say("total", language), f"{total} {report.currency}"), bold=True), Cut()]
    number, mark = f"{office.code} {report.period} {report.first}", Mark(training=office.training)
    return to_pdf(Document(f"report-{report.period}", title, number, tuple(blocks), "A4", language, mark))


def _sections(report: PeriodReport, language: str) -> Iterator[tuple[str, Iterable[Row]]]:
    yield _say("categories", language), [(name_of(x.code)[language], x.count, x.amount) for x in report.categories]
    yield _say("tenders", language), [(name_of(x.code)[language], x.count, x.amount) for x in report.tenders]
    yield _say("services", language), [(x.service, x.items, x.amount) for x in report.services]
    closes = [(f"{x.counter}-Z{x.number:05d} {x.clerk} {chain_code(x.head)}", 0, x.total) for x in report.closes]
    yield _say("closes", language), closes
    balances = [(name_of(a)[language], 0, n) for a, n in sorted(report.balances.items()) if n]
    yield _say("balances", language), balances


def _row(what: str, count: int, amount: str) -> Columns:
    return Columns((what, str(count), amount)) if count else Columns((what, amount))


def _say(word: str, language: str) -> str:
    return _TITLES[word][language]
