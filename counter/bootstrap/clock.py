"""The machine's clock, as the services take it."""

import time
from datetime import datetime


class SystemClock:
    """Wall time with this machine's offset, and monotonic seconds."""

    def now(self) -> datetime:
        """The time now."""
        return datetime.now().astimezone()

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()
