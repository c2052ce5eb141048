"""How the zone of an item is found: one small rule for each kind of zoning, chosen once when a table is compiled."""

from bisect import bisect_left
from collections.abc import Callable, Mapping

from tariffs import refusals
from tariffs.places import country_of
from tariffs.quoting import QuoteRequest, Refusal
from tariffs.schema import Zones

FindZone = Callable[[QuoteRequest], int | Refusal]
"""The column of the grid that a request falls in, or why there is none."""

BY_OPTION = {"distance": ("distance_km",)}
"""Options that a zone rule itself reads."""


def finder(zones: Zones) -> FindZone:
    """The rule that finds the column of a request; a zone that the request names outright comes first."""
    names = zones.names
    column_of = {name: column for column, name in enumerate(names)}
    find = _RULES[zones.by](zones, column_of)

    def named_or_found(request: QuoteRequest) -> int | Refusal:
        zone = request.zone
        if zone is None:
            return find(request)
        column = column_of.get(zone)
        return refusals.unknown_zone(request, zones) if column is None else column

    return named_or_found


def _single(_zones: Zones, _columns: Mapping[str, int]) -> FindZone:
    return lambda _request: 0


def _named(zones: Zones, columns: Mapping[str, int]) -> FindZone:
    default = columns.get(zones.default, -1)
    return lambda request: default if default >= 0 else refusals.zone_needed(request, zones)


def _route(zones: Zones, columns: Mapping[str, int]) -> FindZone:
    routes = {
        (origin, place): columns[zone]
        for origin, by_zone in (*zones.inferred.items(), *zones.routes.items())
        for zone, places in by_zone.items()
        for place in places
    }
    default = columns.get(zones.default, -1)

    def find(request: QuoteRequest) -> int | Refusal:
        column = routes.get((request.origin, request.destination or ""), default)
        return column if column >= 0 else refusals.no_route(request)

    return find


def _destination(zones: Zones, columns: Mapping[str, int]) -> FindZone:
    places = {place: columns[zone] for zone, listed in zones.destinations.items() for place in listed}
    default = columns.get(zones.default, -1)

    def find(request: QuoteRequest) -> int | Refusal:
        place = request.destination
        if place is None:
            return refusals.zone_needed(request, zones)
        column = places.get(place)
        if column is None:
            column = places.get(country_of(place), default)
        return column if column >= 0 else refusals.no_route(request)

    return find


def _distance(zones: Zones, _columns: Mapping[str, int]) -> FindZone:
    ceilings = [10**9 if upto is None else upto for upto in zones.upto]

    def find(request: QuoteRequest) -> int | Refusal:
        distance = request.options.get("distance_km")
        if distance is None or not str(distance).isdecimal():
            return refusals.zone_needed(request, zones)
        column = bisect_left(ceilings, int(distance))
        return column if column < len(ceilings) else refusals.no_route(request)

    return find


def _locality(zones: Zones, columns: Mapping[str, int]) -> FindZone:
    """Another region is never local. Within one region only a person can tell: they name the zone."""
    elsewhere = columns[zones.default]

    def find(request: QuoteRequest) -> int | Refusal:
        place = request.destination
        if place is None or place == request.origin or "-" not in place or "-" not in request.origin:
            return refusals.zone_needed(request, zones)
        return elsewhere

    return find


def _channel(_zones: Zones, columns: Mapping[str, int]) -> FindZone:
    def find(request: QuoteRequest) -> int | Refusal:
        column = columns.get(request.channel)
        return refusals.not_sold_here(request) if column is None else column

    return find


def _declared(zones: Zones, _columns: Mapping[str, int]) -> FindZone:
    ceilings = [10**12 if upto is None else upto for upto in zones.upto]

    def find(request: QuoteRequest) -> int | Refusal:
        if not request.declared:
            return refusals.zone_needed(request, zones)
        column = bisect_left(ceilings, request.declared)
        return column if column < len(ceilings) else refusals.not_available(request, "-")

    return find


_RULES: Mapping[str, Callable[[Zones, Mapping[str, int]], FindZone]] = {
    "single": _single,
    "named": _named,
    "route": _route,
    "destination": _destination,
    "distance": _distance,
    "locality": _locality,
    "channel": _channel,
    "declared": _declared,
}
