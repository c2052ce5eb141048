"""Loading behind the sign-in screen what would hold up the first customer of the day."""

from counter.domain.staff import StaffMember
from counter.domain.weight import Weight
from counter.services.accepting import Accepting, Desktop
from counter.services.entries import PartyEntry

_SENDER = PartyEntry("某某 13800000000 北京市东城区东单北大街1号")
_RECIPIENT = PartyEntry("某某 +8613800000000 广东省广州市天河区体育西路1号")
_CONTENTS = "电池 1, 未知之物"
_NOBODY = StaffMember("", "", "clerk", "", "")


def warm_up(desktop: Desktop) -> None:
    """Prepare one invented acceptance and forget it: tables of places, telephones, goods and tariffs are read by it."""
    accepting = Accepting(desktop, _NOBODY)
    accepting.change(sender=_SENDER, recipient=_RECIPIENT, contents=_CONTENTS)
    accepting.weigh(Weight(1000, "1.000", "kg", "scale"))
