"""What became of a job sent to a printer."""

from dataclasses import dataclass
from enum import Enum

from devices.link import LinkState


class Sent(Enum):
    """CONFIRMED: the printer answered after the job. FAILED: nothing was printed. UNCONFIRMED: nobody knows."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """The end of one whole-job write; `problem` names what the printer or the wire said.

    `reference` names the job to `PrinterLink`'s `on_late`, which tells when an unconfirmed job was printed after all.
    """

    sent: Sent
    problem: LinkState | None = None
    bytes_written: int = 0
    reference: str = ""
