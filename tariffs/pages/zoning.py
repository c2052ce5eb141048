"""Which zone a place belongs to, place by place: as a map to look at, and changed one place at a time."""

from collections.abc import Mapping, Set
from dataclasses import replace

from tariffs.editing import EditError
from tariffs.places import ISO_COUNTRIES, PlaceSet
from tariffs.problems import both
from tariffs.schema import Table, Zones

Assigned = Mapping[str, tuple[str, ...]]
"""Destinations of each zone."""


def origins(table: Table) -> tuple[str, ...]:
    """The origins of a table whose zones go by route, in order: those of its scope, and those that have zones."""
    scope = [code for code in table.scope.origins if "*" not in code]
    return _places({*scope, *table.zones.routes, *table.zones.inferred})


def destinations(table: Table) -> tuple[str, ...]:
    """The places that a zone can be said for, in order: those of its scope, and those that have one."""
    zones, scope = table.zones, table.scope
    rows = [zones.destinations, *zones.routes.values(), *zones.inferred.values()]
    listed = {code for row in rows for codes in row.values() for code in codes}
    wide = ISO_COUNTRIES if "*" in scope.destinations else {code for code in scope.destinations if "*" not in code}
    without = PlaceSet(scope.except_destinations)
    return _places(listed | {code for code in wide if code not in without})


def _places(codes: Set[str]) -> tuple[str, ...]:
    """In order; a country whose regions are there is no place of its own."""
    with_regions = {code.partition("-")[0] for code in codes if "-" in code}
    return tuple(sorted(codes - with_regions))


def zone_of(table: Table, origin: str | None, place: str) -> str:
    """The zone of a place (from an origin, where zones go by route); "" where it has none of its own."""
    zones = table.zones
    rows = [zones.destinations] if origin is None else [zones.routes.get(origin, {}), zones.inferred.get(origin, {})]
    return next((zone for row in rows for zone, codes in row.items() if place in codes), "")


def with_zone(table: Table, origin: str | None, place: str, zone: str) -> Table:
    """The table with a place in another zone; "" takes it out of all. Raises EditError where there is no such zone."""
    zones = table.zones
    if zone and zone not in zones.names:
        listed = " ".join(zones.names)
        raise EditError(
            "unknown-zone",
            both(f"没有计费区 {zone}", f"There is no zone {zone}"),
            both(f"可用：{listed}", f"Zones here: {listed}"),
        )
    if zone == zone_of(table, origin, place):
        return table
    if origin is None:
        return replace(table, zones=replace(zones, destinations=_moved(zones.destinations, place, zone, zones)))
    routes = {**zones.routes, origin: _moved(zones.routes.get(origin, {}), place, zone, zones)}
    inferred = {**zones.inferred, origin: _moved(zones.inferred.get(origin, {}), place, "", zones)}
    return replace(table, zones=replace(zones, routes=_filled(routes), inferred=_filled(inferred)))


def _moved(row: Assigned, place: str, zone: str, zones: Zones) -> Assigned:
    """A row with the place in one zone alone; the zones in the table's order, each list in the order it had."""
    left = {name: tuple(code for code in row.get(name, ()) if code != place) for name in (*zones.names, *row)}
    if zone:
        left[zone] = (*left[zone], place)
    return {name: codes for name, codes in left.items() if codes}


def _filled(rows: Mapping[str, Assigned]) -> Mapping[str, Assigned]:
    return {origin: row for origin, row in rows.items() if row}
