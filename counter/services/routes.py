"""Where an item goes and how, as the rules on goods ask it."""

from dataclasses import dataclass

from counter.services.acceptance import ItemRequest
from tariffs.listing import ServiceInfo
from tariffs.places import country_of

_NEAR = frozenset({"HK", "MO", "TW"})


@dataclass(frozen=True, slots=True)
class Route:
    """The destination's country, and whether the item flies."""

    country: str
    abroad: bool
    air: bool


def route_of(item: ItemRequest, service: ServiceInfo, origin: str) -> Route:
    """An item's route. Abroad an item flies unless surface was chosen; to HK, MO and TW only if air or express was.

    The tariffs say so: air is what an international item gets when no way is asked for. Domestic items go by surface.
    """
    home = country_of(origin)
    country = country_of(item.destination) if item.destination else home
    if country == home:
        return Route(country, abroad=False, air=False)
    if country in _NEAR:
        return Route(country, abroad=True, air=bool(item.options.get("air")) or service.group == "express")
    return Route(country, abroad=True, air=not item.options.get("surface"))
