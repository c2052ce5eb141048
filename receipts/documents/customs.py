"""CN22 and CN23, the customs declarations of the Universal Postal Union.

Captions are the forms' own, English and French (UPU Convention Manual, forms CN 22 and CN 23), whatever the language
of the other papers.
"""

from collections.abc import Iterator

from receipts.amounts import grams, plain
from receipts.blocks import Align, Barcode, Block, Columns, Frame, Number, Qr, Rule, Side, Text
from receipts.captions import Captions
from receipts.documents import parts
from receipts.snapshots import Cn22, Cn23, CustomsItem, Party

_CATEGORIES = {
    "gift": "Gift / Cadeau",
    "documents": "Documents",
    "sale": "Sale of goods / Vente de marchandises",
    "sample": "Commercial sample / Échantillon commercial",
    "returned": "Returned goods / Retour de marchandise",
    "other": "Other / Autre",
}
_ITEM_SHARE = (8, 3, 4, 5)


def cn22(form: Cn22, _say: Captions) -> parts.Draft:
    """Customs declaration CN22."""
    return parts.Draft("CN 22", form.mail_number, tuple(_cn22(form)), "label-76x130")


def cn23(form: Cn23, say: Captions) -> parts.Draft:
    """Customs declaration CN23."""
    return parts.Draft("CN 23", form.mail_number, tuple(_cn23(form, say)), "A5")


def _cn22(form: Cn22) -> Iterator[Block]:
    yield from _title("CN 22", form.office.code)
    yield Text("Important! See instructions / May be opened officially. Peut être ouvert d'office", align=Align.CENTRE)
    yield from _numbered(form.mail_number, 8)
    yield Frame(tuple(_category(form.category, form.explanation)))
    yield from _items(form.items, form.currency)
    yield parts.pair("Total weight / Poids total", grams(form.total_weight_g), bold=True)
    yield parts.pair("Total value / Valeur totale", _money(form.total_value, form.currency), bold=True)
    yield Rule()
    yield Text(
        "I, the undersigned, certify that the particulars given in this declaration are correct and that this item "
        "does not contain any dangerous article or articles prohibited by legislation or by postal or customs "
        "regulations. / Je certifie que les renseignements donnés dans la présente déclaration sont exacts."
    )
    yield from parts.given((("Sender / Expéditeur", form.sender_name),))
    yield from _signed(form.signed_on)
    if form.mail_number:
        yield Qr(form.mail_number, size_mm=14, align=Align.RIGHT)


def _cn23(form: Cn23, say: Captions) -> Iterator[Block]:
    yield from _title("CN 23", form.office.code)
    yield from _numbered(form.mail_number, 12)
    yield Side(
        (Frame(tuple(_party("From / De", form.sender, ""))),),
        (Frame(tuple(_party("To / À", form.recipient, form.destination.get("en", say.pick(form.destination))))),),
        50,
    )
    yield from parts.given(
        (
            ("Sender's customs reference / Référence en douane de l'expéditeur", form.sender_reference),
            ("Importer's reference / Référence de l'importateur", form.importer_reference),
            ("Importer's contact / Coordonnées de l'importateur", form.importer_contact),
        )
    )
    yield Frame(tuple(_category(form.category, form.explanation)))
    yield from _items(form.items, form.currency)
    yield parts.pair("Total net weight / Poids net total", grams(form.total_weight_g), bold=True)
    yield parts.pair("Total gross weight / Poids brut total", grams(form.gross_weight_g), bold=True)
    yield parts.pair("Total value / Valeur totale", _money(form.total_value, form.currency), bold=True)
    charges = _money(form.postal_charges, form.charges_currency)
    yield parts.pair("Postal charges/fees / Frais de port/frais", charges)
    yield from parts.given(
        (
            ("Comments / Observations", form.comments),
            ("Licence / Licence", form.licence),
            ("Certificate / Certificat", form.certificate),
            ("Invoice / Facture", form.invoice),
        )
    )
    yield Rule()
    yield Text(
        "I certify that the particulars given in this customs declaration are correct and that this item does not "
        "contain any dangerous article or articles prohibited by legislation or by postal or customs regulations. / "
        "Je certifie que les renseignements donnés dans la présente déclaration en douane sont exacts et que cet "
        "envoi ne contient aucun objet dangereux ou interdit par la législation ou la réglementation postale ou "
        "douanière."
    )
    office = f"Office of origin / Bureau d'origine: {form.office.name.get('en', say.pick(form.office.name))}"
    last = (Text(office), *_signed(form.signed_on))
    # beside the signature, so that a long address does not leave the symbol alone on a page of its own
    yield from (Side(last, (Qr(form.mail_number, align=Align.RIGHT),), 80),) if form.mail_number else last


def _title(name: str, code: str) -> Iterator[Block]:
    yield Columns((name, code), size=2, bold=True)
    yield Text("CUSTOMS DECLARATION / DÉCLARATION EN DOUANE", bold=True)


def _numbered(number: str, height_mm: int) -> Iterator[Block]:
    """The item's number, where it has one: an ordinary packet has none."""
    if number:
        yield Barcode(number, height_mm=height_mm, caption=False)
        yield Number(number, size=2)


def _category(category: str, explanation: str) -> Iterator[Block]:
    """The tick boxes: all of them, so that the form is recognised; one is ticked."""
    for key, caption in _CATEGORIES.items():
        yield Text(f"[{'X' if key == category else ' '}] {caption}", bold=key == category)
    yield from parts.given((("Explanation / Explication", explanation),))


def _items(items: tuple[CustomsItem, ...], currency: str) -> Iterator[Block]:
    yield Text("Quantity and detailed description of contents / Quantité et description détaillée du contenu")
    yield Columns(("Contents", "Qty", "Net g", f"Value {currency}"), share=_ITEM_SHARE, bold=True)
    for item in items:
        cells = (item.description, str(item.quantity), f"{item.net_weight_g:,}", plain(item.value, currency))
        yield Columns(cells, share=_ITEM_SHARE)
        yield from parts.given(
            (("  HS tariff number / N° tarifaire du SH", item.hs_code), ("  Origin / Pays d'origine", item.origin))
        )
    yield Rule()


def _party(caption: str, party: Party, country: str) -> Iterator[Block]:
    yield Text(caption)
    yield Text(party.name, bold=True, max_lines=3)
    yield Text(f"{party.address} {party.postcode}".rstrip(), max_lines=5)
    if country:
        yield Text(country, bold=True)
    if party.phone:
        yield Text(f"Tel. {party.phone}")


def _signed(day: str) -> Iterator[Block]:
    yield parts.pair("Date", day)
    yield from parts.signature("Sender's signature / Signature de l'expéditeur")


def _money(amount: int, currency: str) -> str:
    return f"{currency} {plain(amount, currency)}"
