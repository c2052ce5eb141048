"""From a sold item and its declaration to the form of the Universal Postal Union that goes with it."""

from collections.abc import Mapping

from counter.config import OfficeConfig
from counter.domain.parties import Party
from counter.domain.printing import PrintJob
from counter.domain.sale import Sale, SoldItem
from counter.rules.customs import CustomsForm
from counter.services.acceptance import Customs
from counter.services.letterhead import letterhead
from counter.services.paper import WAYBILL, job_text
from receipts import snapshots
from tariffs.regions import by_code

_TICKED: Mapping[str, str] = {"sale-of-goods": "sale", "returned-goods": "returned"}
"""Categories whose tick box the form calls otherwise."""


class CustomsPaper:
    """Makes the customs forms of one office and counter."""

    def __init__(self, office: OfficeConfig, counter: str, *, training: bool = False) -> None:
        self._head = letterhead(office, counter, training=training)

    def job(self, sale: Sale, item: SoldItem, told: Customs, form: CustomsForm) -> PrintJob:
        """The form as a print job. Customs want both parties whole: it is the one paper that masks nobody."""
        snapshot = self._cn22(sale, item, told) if form is CustomsForm.CN22 else self._cn23(sale, item, told)
        document, name = form.value.lower(), item.mail_number or item.item_id
        return PrintJob(
            job_id=f"{sale.action_id}/{document}/{name}",
            action_id=sale.action_id,
            mail_number=name,  # an ordinary packet has no number, and still one original of its form
            document=document,
            role=WAYBILL,
            copy_number=0,
            snapshot=job_text(snapshot),
            created_at=sale.at,
        )

    def _cn22(self, sale: Sale, item: SoldItem, told: Customs) -> snapshots.Cn22:
        return snapshots.Cn22(
            office=self._head,
            mail_number=item.mail_number,
            category=_TICKED.get(told.category, told.category),
            items=_items(told),
            total_weight_g=item.weight.grams,
            total_value=sum(line.value for line in told.lines),
            currency=told.lines[0].currency,
            signed_on=sale.business_date,
            sender_name=item.sender.name,
        )

    def _cn23(self, sale: Sale, item: SoldItem, told: Customs) -> snapshots.Cn23:
        place = by_code(item.destination)
        return snapshots.Cn23(
            office=self._head,
            mail_number=item.mail_number,
            sender=_whole(item.sender),
            recipient=_whole(item.recipient),
            destination=place.name if place else {"zh": item.destination, "en": item.destination},
            category=_TICKED.get(told.category, told.category),
            items=_items(told),
            total_weight_g=sum(line.net_weight_g for line in told.lines),
            gross_weight_g=item.weight.grams,
            total_value=sum(line.value for line in told.lines),
            currency=told.lines[0].currency,
            postal_charges=item.total,
            charges_currency=item.currency,
            signed_on=sale.business_date,
        )


def _items(told: Customs) -> tuple[snapshots.CustomsItem, ...]:
    return tuple(
        snapshots.CustomsItem(x.description, x.quantity, x.net_weight_g, x.value, x.hs_code, x.origin)
        for x in told.lines
    )


def _whole(party: Party) -> snapshots.Party:
    return snapshots.Party(party.name, party.phone, party.address, party.postcode)
