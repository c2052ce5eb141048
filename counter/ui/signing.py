"""What the sign-in screen needs before anything else is loaded."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_NONE: Mapping[str, str] = MappingProxyType({})


class SignInView(NamedTuple):  # quicker to make than a dataclass; the first picture waits for it
    """The office, who may sign in as (staff id, name, role), and in the demo the PINs. Known without a database.

    `members` may be empty: the list then fills when the counter is loaded.
    """

    office: Mapping[str, str]
    counter: str
    members: tuple[tuple[str, str, str], ...] = ()
    demo_pins: Mapping[str, str] = _NONE
    training: bool = False
