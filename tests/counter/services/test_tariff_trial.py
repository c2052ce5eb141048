"""A tariff tried on what was sold: platform prices and discount papers are asked again as they were."""

from dataclasses import replace
from fractions import Fraction

from counter.bootstrap.core import Core
from counter.domain.sale import Tender
from counter.services.acceptance import ItemRequest
from counter.services.tariff_trial import TariffTrial, Trial
from tariffs.editing import with_cell
from tariffs.quoting import OptionValue
from tariffs.schema import Table
from tests.counter.services.people import sell
from tests.support import parcel


def _sold(core: Core, total: int, options: dict[str, OptionValue], service: str = "300") -> str:
    item: ItemRequest = replace(parcel(), service=service, options=options, expected_total=None)
    return sell(core, Tender("cash", total), item=item).sale.items[0].tariff_id


def _tried(core: Core, table: Table) -> Trial:
    return TariffTrial(core.store, core.tariffs).run(table)


def _dearer(table: Table) -> Table:
    """Every first weight a yuan dearer."""
    for zone, cell in enumerate(table.bands[0].price):
        table = with_cell(table, 0, "price", zone, (cell or 0) + 100)
    return table


def test_a_discount_paper_is_asked_again_under_the_new_prices(core: Core) -> None:
    tariff = _sold(core, 1680, {"discount": "STUDENT_ID"})
    table = core.tariffs.get(tariff).table
    same, dearer = _tried(core, table), _tried(core, _dearer(table))
    assert (same.left_out, same.result.before, same.result.after) == (0, {"CNY": 1680}, {"CNY": 1680})
    assert (dearer.left_out, dearer.result.after) == (0, {"CNY": 1760})
    halved = replace(table.discounts[0], multiplier=Fraction(1, 2))
    assert _tried(core, replace(table, discounts=(halved,))).result.after == {"CNY": 1050}


def test_a_discount_that_is_no_more_would_be_refused(core: Core) -> None:
    tariff = _sold(core, 1680, {"discount": "STUDENT_ID"})
    without = replace(core.tariffs.get(tariff).table, discounts=())
    tried = _tried(core, without)
    assert tried.result.refused_total == 1
    assert tried.result.refused[0].refusal.code == "option-not-offered"


def test_a_platform_price_stays_and_counts_in_both_totals(core: Core) -> None:
    options: dict[str, OptionValue] = {"external_quote": 2550, "external_reference": "P-1"}
    tariff = _sold(core, 2550, options, "310")
    tried = _tried(core, core.tariffs.get(tariff).table)
    assert (tried.left_out, tried.result.items, tried.result.changed) == (0, 1, 0)
    assert tried.result.before == tried.result.after == {"CNY": 2550}
