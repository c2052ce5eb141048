"""Checks of zones: destinations that are missing, repeated, or that no zone is for."""

from collections.abc import Iterator, Sequence

from tariffs.places import ISO_COUNTRIES, PlaceSet
from tariffs.problems import Problem, both, warning
from tariffs.schema import Table

_SHOWN = 8
"""How many missing places a message names."""


def unreachable_zones(table: Table) -> Iterator[Problem]:
    """Zones that no destination leads to. Zones that a person names are always reachable."""
    zones = table.zones
    if zones.by not in ("route", "destination"):
        return
    rows = [zones.destinations, *zones.routes.values(), *zones.inferred.values()]
    used = {zone for row in rows for zone, places in row.items() if places} | {zones.default}
    for name in zones.names:
        if name not in used:
            yield warning(
                f"zones.names.{name}",
                "unreachable-zone",
                both(f"没有寄达地属于 {name} 区", f"No destination belongs to zone {name}"),
                both("为它写上寄达地，或删去", "Give it destinations, or remove it"),
            )


def repeated_destinations(table: Table) -> Iterator[Problem]:
    """Destinations that stand in two zones: only one of them can be meant."""
    zones = table.zones
    rows = [("zones.destinations", zones.destinations)]
    rows += [(f"zones.routes.{origin}", row) for origin, row in zones.routes.items()]
    for place, row in rows:
        seen: dict[str, str] = {}
        for zone, codes in row.items():
            for code in codes:
                if code in seen:
                    yield Problem(
                        f"{place}.{zone}",
                        "overlap",
                        both(
                            f"{code} 同时属于 {seen[code]} 区和 {zone} 区",
                            f"{code} is in zones {seen[code]} and {zone}",
                        ),
                        both("只留一处", "Keep one of them"),
                    )
                seen[code] = zone


def missing_destinations(table: Table) -> Iterator[Problem]:
    """Destinations (and origins) of the table's scope that no zone covers: items there are refused."""
    zones = table.zones
    if zones.default or zones.by not in ("route", "destination"):
        return
    if zones.by == "destination":
        listed = {code for codes in zones.destinations.values() for code in codes}
        yield from _missing("zones.destinations", [code for code in _places(table, "to") if code not in listed])
        return
    empty = []
    for origin in _places(table, "from"):
        rows = (zones.routes.get(origin, {}), zones.inferred.get(origin, {}))
        listed = {code for row in rows for codes in row.values() for code in codes}
        if listed:
            yield from _missing(f"zones.routes.{origin}", [code for code in _places(table, "to") if code not in listed])
        else:
            empty.append(origin)
    if empty:
        yield warning(
            "zones.routes",
            "missing-origins",
            both(
                f"{len(empty)} 个收寄地没有价格：{' '.join(empty)}",
                f"{len(empty)} origins have no prices: {' '.join(empty)}",
            ),
            both("补上；否则一律拒收", "Add them; items from there are refused"),
        )


def _places(table: Table, way: str) -> list[str]:
    scope = table.scope
    without = PlaceSet(scope.except_destinations if way == "to" else ())
    pattern = scope.origins if way == "from" else scope.destinations
    known = sorted(ISO_COUNTRIES) if "*" in pattern else [code for code in pattern if "-" in code and "*" not in code]
    return [code for code in known if code not in without]


def _missing(place: str, codes: Sequence[str]) -> Iterator[Problem]:
    if codes:
        listed = " ".join(codes[:_SHOWN]) + (" ..." if len(codes) > _SHOWN else "")
        yield warning(
            place,
            "missing-destinations",
            both(f"{len(codes)} 个寄达地没有计费区：{listed}", f"{len(codes)} destinations have no zone: {listed}"),
            both("补上，或写 default；否则一律拒收", "Add them, or a default; items there are refused"),
        )
