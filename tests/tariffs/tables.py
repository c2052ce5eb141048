"""Small tables for tests: valid ones to start from, changed by keyword."""

from dataclasses import replace
from datetime import date

from tariffs.catalogue import Catalogue
from tariffs.document import read_table
from tariffs.quoting import OptionValue, Quote, QuoteRequest, Refusal
from tariffs.schema import Table

DAY = date(2026, 9, 1)


def plain(**changes: object) -> dict[str, object]:
    """The plain data of a small table: two zones named outright, two bands."""
    return {
        "id": "XX-parcel-1",
        "services": "XX/parcel",
        "name": {"zh": "包裹", "en": "Parcel"},
        "currency": "CNY",
        "valid_from": date(2026, 1, 1),
        "source": "a newspaper",
        "zones": {"by": "named", "names": "near far"},
        "bands": [{"upto_g": 1000, "price": [500, 700]}, {"upto_g": 5000, "price": [900, 1300]}],
        **changes,
    }


def table(**changes: object) -> Table:
    """A small table."""
    return read_table(plain(**changes))


def shipped(table_id: str) -> Table:
    """A table that comes with the program."""
    ready = Catalogue.shipped().ready(table_id)
    assert ready is not None, table_id
    return ready.table


def draft_of(table_id: str) -> Table:
    """A shipped table as a draft: what a sheet of it becomes."""
    return replace(shipped(table_id), status="draft", approved_by="")


def ask(
    service: str,
    weight_g: int,
    *,
    origin: str = "CN-BJ",
    to: str | None = None,
    zone: str | None = None,
    on: date = DAY,
    size_mm: tuple[int, int, int] | None = None,
    declared: int = 0,
    channel: str = "counter",
    options: dict[str, OptionValue] | None = None,
) -> QuoteRequest:
    """A request; options=... as a dict."""
    return QuoteRequest(service, origin, on, weight_g, to, zone, size_mm, declared, options or {}, channel)


def quoted(request: QuoteRequest, catalogue: Catalogue | None = None) -> Quote:
    """The quote of a request that must have one."""
    answer = (catalogue or Catalogue.shipped()).quote(request)
    assert isinstance(answer, Quote), answer
    return answer


def refused(request: QuoteRequest, catalogue: Catalogue | None = None) -> Refusal:
    """The refusal of a request that must be refused."""
    answer = (catalogue or Catalogue.shipped()).quote(request)
    assert isinstance(answer, Refusal), answer
    return answer
