"""What workers and devices tell the screen; small, frozen, and never a widget."""

from dataclasses import dataclass

from textual.message import Message


class ReadingArrived(Message):
    """The scale said something; a hundred of them are handled as one."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts: the reading itself is fetched when this is handled."""
        return isinstance(message, ReadingArrived)


class DevicesChanged(Message):
    """A device's link changed."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, DevicesChanged)


class JobsChanged(Message):
    """A print job moved on."""

    def can_replace(self, message: Message) -> bool:
        """Only the newest counts."""
        return isinstance(message, JobsChanged)


@dataclass
class ScanArrived(Message):
    """A scanner read a code that no screen claims: the field at hand takes it."""

    code: str
