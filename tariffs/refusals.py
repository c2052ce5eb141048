"""The reasons why a fee cannot be given, each with what to do next. Codes are listed at tariffs.quoting.Refusal."""

from collections.abc import Iterable

from tariffs.problems import Text, both
from tariffs.quoting import QuoteRequest, Refusal
from tariffs.schema import Zones
from tariffs.weights import format_grams

_DIVIDE = both("请分装，或改用限重更高的业务", "Divide the contents, or offer a service with a higher limit")
_OTHER_ROUTE = both(
    "请核对寄达地，改用其他业务，或请主管录入资费",
    "Check the destination, offer another service, or ask a supervisor to enter the tariff",
)


def unknown_service(request: QuoteRequest) -> Refusal:
    """No post here has a service of this code."""
    return Refusal(
        "unknown-service",
        both(f"没有业务代码 {request.service}", f"There is no service {request.service}"),
        both("请核对业务代码；counter tariff list 列出全部", "Check the code; `counter tariff list` names all of them"),
        request.service,
    )


def no_tariff(request: QuoteRequest) -> Refusal:
    """No table of the service is in force on the date."""
    return Refusal(
        "no-tariff",
        both(f"{request.on} 没有有效的资费表", f"No tariff is in force on {request.on}"),
        both("请核对日期，或请主管发布资费表", "Check the date, or ask a supervisor to publish a tariff"),
        request.service,
    )


def no_route(request: QuoteRequest) -> Refusal:
    """No table covers this route; a price is never borrowed from another."""
    route = f"{request.origin} - {request.destination or request.zone or '?'}"
    return Refusal(
        "no-route",
        {"zh": f"没有公布 {route} 的资费", "en": f"No tariff is published for {route}"},
        _OTHER_ROUTE,
        request.service,
    )


def zone_needed(request: QuoteRequest, zones: Zones) -> Refusal:
    """The zone cannot be told from the places: a person must say it."""
    named = _zones(zones)
    return Refusal(
        "zone-needed",
        both("由寄达地不能判断计费区", "The zone cannot be told from the destination"),
        both(f"请选择计费区：{named['zh']}", f"Choose the zone: {named['en']}"),
        request.service,
    )


def unknown_zone(request: QuoteRequest, zones: Zones) -> Refusal:
    """The zone named does not exist in this tariff."""
    named = _zones(zones)
    return Refusal(
        "no-route",
        both(f"没有计费区 {request.zone}", f"There is no zone {request.zone}"),
        both(f"可用的计费区：{named['zh']}", f"Zones of this tariff: {named['en']}"),
        request.service,
    )


def _zones(zones: Zones) -> Text:
    """The zones of a table, each with its label where it has one."""
    labels = [zones.labels.get(name) for name in zones.names]
    pairs = list(zip(zones.names, labels, strict=True))
    return both(
        "、".join(f"{label['zh']}（{name}）" if label else name for name, label in pairs),
        ", ".join(f"{label['en']} ({name})" if label and label["en"] != name else name for name, label in pairs),
    )


def not_sold_here(request: QuoteRequest) -> Refusal:
    """The service has tables, but none for this channel."""
    return Refusal(
        "not-sold-here",
        both(f"渠道 {request.channel} 不办理本业务", f"This service is not sold through {request.channel}"),
        both("请改用其他业务", "Offer another service"),
        request.service,
    )


def not_available(request: QuoteRequest, zone: str) -> Refusal:
    """The table says "not available" for this weight and zone."""
    return Refusal(
        "not-available",
        both(f"资费表标明：{zone} 区该重量档不办理", f"The tariff says: not available for this weight in zone {zone}"),
        both("请改用其他业务", "Offer another service"),
        request.service,
    )


def too_heavy(request: QuoteRequest, limit: int, grams: int) -> Refusal:
    """Heavier than the table or its format allows: by how much."""
    over, most = format_grams(grams - limit), format_grams(limit)
    return Refusal(
        "too-heavy",
        {"zh": f"超重 {over}：限重 {most}", "en": f"Too heavy by {over}: the limit is {most}"},
        _DIVIDE,
        request.service,
    )


def too_light(request: QuoteRequest, limit: int) -> Refusal:
    """No weight, or less than the least the service takes."""
    return Refusal(
        "too-light",
        both(f"重量 {request.weight_g} g 低于 {limit} g", f"{request.weight_g} g is below the least, {limit} g"),
        both("请重新称重", "Weigh the item again"),
        request.service,
    )


def too_long(request: QuoteRequest, side: int, limit: int) -> Refusal:
    """One side exceeds what the format allows."""
    return Refusal(
        "too-long",
        both(f"一边长 {side} mm，超过 {limit} mm", f"A side of {side} mm exceeds {limit} mm"),
        both("请改换包装，或改用其他业务", "Repack the item, or offer another service"),
        request.service,
    )


def too_large(request: QuoteRequest, what: tuple[str, str], size: int, limit: int) -> Refusal:
    """The sum of the sides or the girth exceeds what the format allows."""
    return Refusal(
        "too-large",
        both(f"{what[0]} {size} mm，超过 {limit} mm", f"{what[1]} {size} mm exceeds {limit} mm"),
        both("请改换包装，或改用其他业务", "Repack the item, or offer another service"),
        request.service,
    )


def too_small(request: QuoteRequest, limits: tuple[int, ...]) -> Refusal:
    """Smaller than the least size of the format."""
    listed = " x ".join(map(str, limits))
    return Refusal(
        "too-large",
        both(f"小于最小尺寸 {listed} mm", f"Smaller than the least size {listed} mm"),
        both("请改用更大的包装", "Use a larger wrapping"),
        request.service,
    )


def option_not_offered(request: QuoteRequest, option: Text, offered: Iterable[Text]) -> Refusal:
    """The table has no such additional service for this item."""
    others = _listed(offered)
    return Refusal(
        "option-not-offered",
        both(f"本业务不办理{option['zh']}", f"This service does not offer {option['en']}"),
        both(f"请取消该项；可办：{others['zh']}", f"Leave it out; offered here: {others['en']}"),
        request.service,
    )


def option_needs(request: QuoteRequest, option: Text, needed: Iterable[Text], one: bool) -> Refusal:
    """An additional service that is only given together with another."""
    n = _listed(needed)
    zh, en = option["zh"], option["en"]
    return Refusal(
        "option-needs",
        both(
            f"{zh}须同时办理{'其中之一：' if one else ''}{n['zh']}",
            f"{en} is only given together with {'one of ' if one else ''}{n['en']}",
        ),
        both(f"请加办{n['zh']}，或取消{zh}", f"Add {n['en']}, or leave {en} out"),
        request.service,
    )


def option_excludes(request: QuoteRequest, option: Text, other: Text) -> Refusal:
    """Two additional services that are not given together."""
    return Refusal(
        "option-excludes",
        both(f"{option['zh']}与{other['zh']}不能同时办理", f"{option['en']} and {other['en']} are not given together"),
        both(f"请取消{option['zh']}或{other['zh']}", f"Leave {option['en']} or {other['en']} out"),
        request.service,
    )


def _listed(texts: Iterable[Text]) -> Text:
    several = tuple(texts)
    return both("、".join(each["zh"] for each in several) or "-", ", ".join(each["en"] for each in several) or "-")


def with_format(refusal: Refusal, option: Text) -> Refusal:
    """The same refusal, saying that another format of the service would take the item."""
    advice = both(f"请加办{option['zh']}", f"Add {option['en']}")
    return Refusal(refusal.code, refusal.message, advice, refusal.service)


def declared_too_high(request: QuoteRequest, declared: str, limit: str) -> Refusal:
    """A declared value above what the insurance takes."""
    return Refusal(
        "declared-too-high",
        both(f"保价金额 {declared} 超过限额 {limit}", f"The declared value {declared} exceeds {limit}"),
        both("请降低保价金额，或改用限额更高的业务", "Declare less, or offer a service with a higher limit"),
        request.service,
    )


def external_quote_needed(request: QuoteRequest) -> Refusal:
    """The price comes from an outside platform and was not typed in."""
    return Refusal(
        "external-quote-needed",
        both("本业务由平台计价", "An outside platform prices this service"),
        both(
            "请在平台查价，录入 external_quote 和 external_reference",
            "Ask the platform, then give external_quote and external_reference",
        ),
        request.service,
    )


def malformed(request: QuoteRequest, field: str) -> Refusal:
    """A value of the request that cannot be meant: negative, or no whole number."""
    return Refusal(
        "bad-request",
        both(f"{field} 的值不合理", f"The value of {field} makes no sense"),
        both("请更正后重试", "Correct it and ask again"),
        request.service,
    )
