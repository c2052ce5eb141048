"""What the devices screen and the commands ask of the devices: what there is, what passes, does it work."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from devices.link import DeviceStatus
from devices.ports import Port
from devices.probing import Found
from devices.trace import OnTrace

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """One device as it is configured and as it is now.

    `kind` is scale, printer, scanner, pole, drawer or display; `detail` its protocol or model, `roles` its papers.
    """

    name: str
    kind: str
    address: str
    detail: str
    status: DeviceStatus
    roles: tuple[str, ...] = ()
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What a self-test found: a message id with its parameters, and whether all is well."""

    ok: bool
    message: str
    params: Mapping[str, object] = field(default_factory=dict)


class DeviceBench(Protocol):
    """The installer's bench. `test` and `probe` block for some seconds and belong into a worker."""

    def entries(self) -> Sequence[DeviceEntry]: ...
    def ports(self) -> Sequence[Port]: ...
    def trace(self, name: str, listener: OnTrace | None) -> bool: ...
    def test(self, name: str) -> SelfTest: ...
    def probe(self, address: str) -> Sequence[Found]: ...
