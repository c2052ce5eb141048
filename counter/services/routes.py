"""Where an item goes and how, as the rules on goods ask it."""

from collections.abc import Mapping
from dataclasses import dataclass

from counter.services.acceptance import ItemRequest
from tariffs.listing import ServiceInfo
from tariffs.places import country_of
from tariffs.quoting import OptionValue

_NEAR = frozenset({"HK", "MO", "TW"})


@dataclass(frozen=True, slots=True)
class Route:
    """The destination's country, and whether the item flies."""

    country: str
    abroad: bool
    air: bool


def route_of(item: ItemRequest, service: ServiceInfo, origin: str) -> Route:
    """An item's route."""
    return route_to(item.destination, item.options, service, origin)


def route_to(
    destination: str | None, options: Mapping[str, OptionValue], service: ServiceInfo | None, origin: str
) -> Route:
    """A route. Abroad an item flies unless surface was chosen; to HK, MO and TW only if air or express was.

    The tariffs say so: air is what an international item gets when no way is asked for. Domestic items go by surface.
    """
    home = country_of(origin)
    country = country_of(destination) if destination else home
    if country == home:
        return Route(country, abroad=False, air=False)
    if country in _NEAR:
        express = service is not None and service.group == "express"
        return Route(country, abroad=True, air=bool(options.get("air")) or express)
    return Route(country, abroad=True, air=not options.get("surface"))
