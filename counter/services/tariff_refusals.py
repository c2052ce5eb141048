"""What a tariff desk refuses, in the counter's words."""

from counter.domain.tariff_version import TariffVersion
from counter.errors import Refused, Term, UsageError
from counter.services.tariff_content import is_own_draft


def must_be_editable(version: TariffVersion) -> None:
    """Refused wrong-status for what may not be changed any more."""
    if not is_own_draft(version):
        raise Refused(
            "wrong-status",
            "{version} is {status} and does not change.",
            "Make a draft of it, and change that.",
            version=version.version_id,
            status=Term(version.status),
        )


def must_say_why(reason: str) -> None:
    """Refused reason-missing."""
    if not reason.strip():
        raise Refused("reason-missing", "A reason is missing.", "Say why; it is printed and kept.")


def draft_changed(version_id: str) -> Refused:
    """Somebody was there before."""
    return Refused(
        "draft-changed",
        "{version} was changed by somebody else meanwhile.",
        "Open it again and look at what is new.",
        version=version_id,
    )


def unknown(version_id: str) -> UsageError:
    """No such version."""
    return UsageError(
        "unknown-tariff", "There is no tariff {version}.", "counter tariff versions names them.", version=version_id
    )


def not_own(version_id: str) -> Refused:
    """A version that came with the program."""
    return Refused(
        "wrong-status",
        "{version} came with the program and does not change.",
        "Make a draft of it, and change that.",
        version=version_id,
    )
