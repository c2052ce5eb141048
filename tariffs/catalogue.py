"""All tariffs together: quote one service, quote every service that can carry an item, list what there is."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from threading import Lock

from tariffs import refusals
from tariffs.library import sound
from tariffs.listing import Offer, Service, ServiceInfo, VersionInfo, ranked
from tariffs.places import country_of
from tariffs.posts import INDEX, OptionName, Post, loose_tables
from tariffs.pricing import Ready, make_ready
from tariffs.problems import both
from tariffs.quoting import OptionValue, Quote, QuoteRequest, Refusal
from tariffs.schema import BINDING, Fee, Table
from tariffs.survey import service_info, version_info

DATA = Path(__file__).parent / "data"
_NOTHING: frozenset[str] = frozenset()
_NO: frozenset[OptionValue] = frozenset({False, "", "0", "false", "no"})


class Shelf:
    """A service with its tables, newest and nearest first: loose ones, then those of its post, read when reached."""

    def __init__(self, service: Service, post: Post | None, loose: tuple[Ready, ...]) -> None:
        self.service = service
        self._post = post
        self._ready = list(loose)
        self._reading = Lock()
        self._zone_names: frozenset[str] | None = None
        replaced = {ready.table.id for ready in loose}
        self._unread = [name for name in reversed(service.tables) if not _is_replaced(name, post, replaced)]

    @property
    def has_tables(self) -> bool:
        """Whether anything prices this service at all."""
        return bool(self._ready or self._unread)

    @property
    def zone_names(self) -> frozenset[str]:
        """The zones of all its tables."""
        if self._zone_names is None:
            self._zone_names = frozenset(name for ready in self.all() for name in ready.table.zones.names)
        return self._zone_names

    def all(self) -> tuple[Ready, ...]:
        """All tables, read and compiled."""
        number = 0
        while self._has(number):
            number += 1
        return tuple(self._ready)

    def _has(self, number: int) -> bool:
        """Whether there is a table at this place, reading one more if need be; another thread may have read it.

        A table that cannot be read is tried again next time.
        """
        if number < len(self._ready):
            return True
        with self._reading:
            if number < len(self._ready):
                return True
            if not self._unread or self._post is None:
                return False
            self._ready.append(self._post.ready(self._unread[-1]))
            self._unread.pop()
            return True

    def quote(self, request: QuoteRequest, wanted: frozenset[str]) -> Quote | Refusal:
        """Price an item by the first table that is in force and covers it; or the nearest miss as the reason."""
        tables, number, miss = self._ready, 0, 0
        while number < len(tables) or self._has(number):
            ready = tables[number]
            table = ready.table
            number += 1
            if request.on < table.valid_from or (table.valid_to is not None and request.on > table.valid_to):
                continue
            if not ready.covers(request):
                miss = max(miss, 1)
            elif table.scope.channels and request.channel not in table.scope.channels:
                miss = max(miss, 2)
            elif not ready.takes_options(wanted):
                miss = max(miss, 3)
            else:
                return ready.quote(request, wanted, self.service.name, self.service.defaults)
        if miss == 3:
            asked = ", ".join(sorted(wanted))
            return refusals.option_not_offered(request, both(asked, asked), ())
        return (refusals.no_tariff, refusals.no_route, refusals.not_sold_here)[miss](request)


def _is_replaced(name: str, post: Post | None, replaced: set[str]) -> bool:
    return bool(replaced) and post is not None and post.ready(name).table.id in replaced


def _wanted(options: Mapping[str, OptionValue]) -> frozenset[str]:
    if not options:
        return _NOTHING
    return frozenset([name for name, value in options.items() if value not in _NO])


def _malformed(request: QuoteRequest) -> Refusal | None:
    if request.weight_g <= 0:
        return refusals.too_light(request, 1)
    if request.declared < 0:
        return refusals.malformed(request, "declared")
    if request.size_mm is not None and min(request.size_mm) <= 0:
        return refusals.malformed(request, "size_mm")
    return None


class Catalogue:
    """Tariffs by service code. Immutable to its users; tables are read when first needed and shared after that."""

    def __init__(
        self, folders: Mapping[str, Path], loose: tuple[Ready, ...] = (), posts: dict[str, Post] | None = None
    ) -> None:
        self._folders = dict(folders)
        self._posts: dict[str, Post] = {} if posts is None else posts
        self._shelves: dict[str, Shelf] = {}
        self._compared: dict[str, list[Shelf]] = {}
        self._loose: dict[str, list[Ready]] = {}
        for ready in loose:
            for code in ready.table.services:
                self._loose.setdefault(code, []).append(ready)

    @classmethod
    def shipped(cls) -> "Catalogue":
        """The tables that come with the program: one catalogue, shared."""
        return _shipped()

    @classmethod
    def load(cls, folder: Path, *, drafts: bool = True) -> "Catalogue":
        """The shipped tables, with those of a folder in front of them.

        A table with the id of a shipped one replaces it; another comes first where both would do. Drafts count, to be
        tried; where sales are priced, `drafts=False` leaves out what is not approved. Raises TariffError naming file,
        key and advice.
        """
        folders = _folders(DATA)
        folders.update({_code(path): path.parent for path in sorted(folder.rglob(INDEX))})
        loose = loose_tables(folder, (*_folders(DATA).values(), DATA))
        return cls(folders, tuple(ready for ready in loose if drafts or ready.table.status in BINDING))

    def with_tables(self, tables: Iterable[Table]) -> "Catalogue":
        """This catalogue with further tables in front: drafts on trial, or versions kept elsewhere.

        A table with the id of one here replaces it. Raises TariffError where a table's structure is unsound.
        """
        added = tuple(make_ready(sound(table, table.id)) for table in tables)
        replaced = {ready.table.id for ready in added}
        loose = {ready.table.id: ready for listed in self._loose.values() for ready in listed}
        kept = [ready for table_id, ready in loose.items() if table_id not in replaced]
        return Catalogue(self._folders, (*added, *kept), self._posts)

    def quote(self, request: QuoteRequest) -> Quote | Refusal:
        """The fee of one item by one service, line by line; or why there is none."""
        shelf = self._shelves.get(request.service) or self._shelf(request.service)
        if shelf is None:
            return refusals.unknown_service(request)
        return _malformed(request) or shelf.quote(request, _wanted(request.options))

    def quote_all(self, request: QuoteRequest) -> tuple[Offer, ...]:
        """What every service of the origin's post answers for an item, the cheapest first, then the refusals.

        `request.service` is ignored. Services that are not sold to everybody are left out. With a destination, a zone
        counts only for services that have a zone of that name (local letters beside parcels to the same place).
        """
        malformed = _malformed(request)
        if malformed is not None:
            return (Offer(malformed),)
        wanted = _wanted(request.options)
        r = request
        local = r.zone is not None and r.destination is not None
        results: list[Quote | Refusal] = []
        for shelf in self._retail(country_of(request.origin)):
            zone = None if local and r.zone not in shelf.zone_names else r.zone
            each = QuoteRequest(
                shelf.service.code, r.origin, r.on, r.weight_g, r.destination, zone, r.size_mm, r.declared,
                r.options, r.channel,
            )  # fmt: skip
            results.append(shelf.quote(each, wanted))
        return ranked(results)

    def services(self, origin: str | None = None) -> tuple[ServiceInfo, ...]:
        """All services, or those of the origin's post, in the order in which the posts list them."""
        return tuple(
            service_info(shelf.service, shelf.all(), self._options_of(shelf.service.post))
            for shelf in self._shelves_of(None if origin is None else country_of(origin))
        )

    def versions(self) -> tuple[VersionInfo, ...]:
        """All versions of all tables, by id."""
        found = {ready.table.id: ready for shelf in self._shelves_of(None) for ready in shelf.all()}
        return tuple(version_info(found[key]) for key in sorted(found))

    def ready(self, table_id: str) -> Ready | None:
        """The compiled table of a version; None when there is no such version."""
        shelves = self._shelves_of(None)
        return next((r for shelf in shelves for r in shelf.all() if r.table.id == table_id), None)

    def other_fees(self, origin: str) -> tuple[Fee, ...]:
        """Fees of the origin's post outside acceptance, for the counter to look up."""
        post = self._post(country_of(origin))
        return post.other_fees() if post else ()

    def posts(self) -> tuple[str, ...]:
        """Codes of the posts, in order."""
        return tuple(sorted(self._folders))

    def _post(self, code: str) -> Post | None:
        if code not in self._posts and code in self._folders:
            self._posts[code] = Post(self._folders[code])
        return self._posts.get(code)

    def _shelf(self, code: str) -> Shelf | None:
        country, slash, _ = code.partition("/")
        for name in (country,) if slash else self.posts():
            post = self._post(name)
            if post is not None and code in post.services:
                return self._put(post.services[code], post)
        loose = self._loose.get(code)
        return self._put(_unlisted(loose[0], code), None) if loose else None

    def _put(self, service: Service, post: Post | None) -> Shelf:
        loose = sorted(self._loose.get(service.code, ()), key=lambda r: r.table.valid_from, reverse=True)
        self._shelves[service.code] = shelf = Shelf(service, post, tuple(loose))
        return shelf

    def _shelves_of(self, country: str | None) -> list[Shelf]:
        posts = [post for code in self.posts() if country in (None, code) and (post := self._post(code))]
        codes = [code for post in posts for code in post.services]
        codes += [code for code in self._loose if code not in codes and country in (None, _post_of(code))]
        return [shelf for code in codes if (shelf := self._shelves.get(code) or self._shelf(code))]

    def _retail(self, country: str) -> list[Shelf]:
        if country not in self._compared:
            self._compared[country] = [
                shelf for shelf in self._shelves_of(country) if shelf.service.retail and shelf.has_tables
            ]
        return self._compared[country]

    def _options_of(self, code: str) -> Mapping[str, OptionName]:
        post = self._post(code)
        return post.options if post else {}


def _post_of(code: str) -> str:
    country, slash, _ = code.partition("/")
    return country if slash else ""


def _unlisted(ready: Ready, code: str) -> Service:
    """A service that only a loose table names: called like that table."""
    return Service(code, ready.table.name, "parcels", _post_of(code), ())


def _folders(root: Path) -> dict[str, Path]:
    return {folder.name.upper(): folder for folder in sorted(root.iterdir()) if (folder / INDEX).is_file()}


def _code(index: Path) -> str:
    return Post(index.parent).code


@cache
def _shipped() -> Catalogue:
    return Catalogue(_folders(DATA))
