import pytest

from counter.rules.regime import MailKind, is_universal_service


@pytest.mark.parametrize(
    ("kind", "weight_g", "universal"),
    [
        (MailKind.LETTER, 20, True),
        (MailKind.PRINTED_MATTER, 5000, True),
        (MailKind.PRINTED_MATTER, 5001, False),
        (MailKind.PARCEL, 10000, True),
        (MailKind.PARCEL, 10001, False),
        (MailKind.EXPRESS, 100, False),
    ],
)
def test_the_universal_service_ends_at_its_weights(kind: MailKind, weight_g: int, universal: bool) -> None:
    assert is_universal_service(kind, weight_g) is universal
