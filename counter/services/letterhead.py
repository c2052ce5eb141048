"""The head of every paper: which office, which counter, in training or in earnest."""

from counter.config import OfficeConfig
from receipts import snapshots


def letterhead(office: OfficeConfig, counter: str, *, training: bool = False) -> snapshots.Office:
    """The office as its papers name it, with its logo and extra lines from the configuration."""
    return snapshots.Office(
        name={"zh": office.name_zh, "en": office.name_en},
        code=office.code,
        counter=counter,
        phone=office.phone,
        extra_lines=office.extra_lines,
        training=training or office.training,
        logo=office.logo,
    )
