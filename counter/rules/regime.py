"""Which law pays when an item is lost: fixed at acceptance, stored with the item."""

from enum import Enum

PRINTED_MATTER_G = 5_000
PARCEL_G = 10_000


class MailKind(Enum):
    """What an item is to the Postal Law."""

    LETTER = "letter"
    PRINTED_MATTER = "printed-matter"
    PARCEL = "parcel"
    EXPRESS = "express"


def is_universal_service(kind: MailKind, weight_g: int) -> bool:
    """Return whether an item of `weight_g` grams is of the universal service, whose compensation the law fixes.

    Letters, printed matter to 5 kg a piece, parcels to 10 kg (Postal Law of China, articles 15 and 45, rule R20);
    whatever else, EMS and courier products among it, follows its contract.
    """
    limits = {MailKind.PRINTED_MATTER: PRINTED_MATTER_G, MailKind.PARCEL: PARCEL_G}
    if kind in limits:
        return weight_g <= limits[kind]
    return kind is MailKind.LETTER
