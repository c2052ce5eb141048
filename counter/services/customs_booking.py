"""Customs declarations within a settlement: kept with their items, and printed as the form that each item needs."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from counter.config import Config
from counter.domain.printing import PrintJob
from counter.domain.sale import Sale
from counter.services import customs_check
from counter.services.acceptance import Customs, SettleRequest
from counter.services.customs_paper import CustomsPaper
from counter.services.ports import UnitOfWork
from counter.services.pricing import Pricing
from counter.services.routes import route_of


class CustomsBooking:
    """Keeps the declarations of one counter's sales. UsageError sdr-rate-wrong where the configuration is wrong."""

    def __init__(self, config: Config, pricing: Pricing) -> None:
        self._rates = customs_check.rates_of(config.rules.sdr_rates)
        self._pricing = pricing
        self._paper = CustomsPaper(config.office, config.counter)

    def book(self, uow: UnitOfWork, request: SettleRequest, sale: Sale) -> tuple[PrintJob, ...]:
        """Keep every declaration of a sale whose items stand already; the forms to print."""
        return tuple(self._booked(uow, request, sale))

    def _booked(self, uow: UnitOfWork, request: SettleRequest, sale: Sale) -> Iterator[PrintJob]:
        for item, sold in zip(request.items, sale.items, strict=False):  # supplies follow the mail
            service = self._pricing.service(item.service)
            route = route_of(item, service, self._pricing.origin)
            if item.customs is None or not customs_check.is_needed(service, route):
                continue
            form = customs_check.form_of(item, service, self._rates, date.fromisoformat(sale.business_date))
            uow.customs.add(sold.item_id, form.value, body_of(item.customs))
            yield self._paper.job(sale, sold, item.customs, form)


def body_of(told: Customs) -> str:
    """A declaration as one text, to be encrypted."""
    return json.dumps(asdict(told), ensure_ascii=False)
