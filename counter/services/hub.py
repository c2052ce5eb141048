"""Handing what one thread learns to whoever wants it, without waiting for any of them."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Hub(Generic[T]):
    """The latest value and its listeners; thread-safe.

    A listener is called in the publisher's thread and must return at once. One that raises is dropped, so that a broken
    onlooker cannot stop a device or a sale.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: T | None = None
        self._listeners: list[Callable[[T], None]] = []

    @property
    def latest(self) -> T | None:
        """The last value published."""
        return self._latest

    def publish(self, value: T) -> None:
        """Hand a value to every listener."""
        with self._lock:
            self._latest = value
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(value)
            except Exception:  # noqa: BLE001 - the outer edge of an onlooker
                self.unsubscribe(listener)

    def subscribe(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Hand every later value to `listener`; returns the call that ends it."""
        with self._lock:
            self._listeners.append(listener)
        return lambda: self.unsubscribe(listener)

    def unsubscribe(self, listener: Callable[[T], None]) -> None:
        """Stop calling `listener`; harmless when it is gone already."""
        with self._lock:
            if listener in self._listeners:
                self._listeners.remove(listener)
