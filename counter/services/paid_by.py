"""Who pays the fee of each item of a settlement, as its waybill tells whoever delivers it."""

from counter.domain.sale import Sale, SoldItem

SENDER, RECIPIENT, ACCOUNT, THIRD_PARTY = "sender", "recipient", "account", "third-party"


def due_from_recipient(sale: Sale, item: SoldItem) -> int:
    """What is to be collected for this item on delivery, in minor units.

    What recipients shall pay is one sum of the settlement: it is the item's that costs exactly that, else it goes to
    the items in their order, to each at most what it costs.
    """
    left = sum(tender.amount for tender in sale.tenders if tender.kind == RECIPIENT)
    mail = [each for each in sale.items if each.mail_number]
    meant = next((each for each in mail if each.total == left), None)
    if meant is not None:
        return left if meant.item_id == item.item_id else 0
    for each in mail:
        part = min(left, each.total)
        if each.item_id == item.item_id:
            return part
        left -= part
    return 0


def payer(sale: Sale, item: SoldItem) -> str:
    """sender, recipient, account or third-party: whoever pays the whole of it; the sender where several do."""
    due = due_from_recipient(sale, item)
    if due and due == item.total:
        return RECIPIENT
    kinds = {tender.kind for tender in sale.tenders if tender.kind != RECIPIENT}
    return next((kind for kind in (ACCOUNT, THIRD_PARTY) if not due and kinds == {kind}), SENDER)
