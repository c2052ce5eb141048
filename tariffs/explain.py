"""Why is it this much: a quote told in full, with the very table that priced it, for a customer or a judge."""

from tariffs.grid import money
from tariffs.pricing import Ready
from tariffs.problems import Text, both
from tariffs.quoting import Quote
from tariffs.weights import format_grams


def explanation(quote: Quote, ready: Ready | None = None) -> tuple[Text, ...]:
    """Lines in both languages: service, table with hash and validity, zone, weight, each fee, total, source.

    `ready` is the compiled table of the quote where it is at hand; it adds the source and the table's notes.
    """
    total = money(quote.total, quote.currency)
    weight = format_grams(quote.chargeable_weight_g)
    lines = [
        both(
            f"业务：{quote.service_name['zh']}（{quote.service}）",
            f"Service: {quote.service_name['en']} ({quote.service})",
        ),
        both(
            f"资费表：{quote.tariff_name['zh']}，{quote.tariff}", f"Tariff: {quote.tariff_name['en']}, {quote.tariff}"
        ),
        both(f"自 {quote.valid_from} 起有效", f"Valid from {quote.valid_from}"),
        both(f"内容校验值：{quote.tariff_hash}", f"Content hash: {quote.tariff_hash}"),
        both(f"计费区：{quote.zone}；计费重量：{weight}", f"Zone: {quote.zone}; chargeable weight: {weight}"),
        *(line.text for line in quote.lines),
        both(f"合计 {total['zh']}", f"Total {total['en']}"),
    ]
    if quote.notice:
        lines.append(both(f"说明：{quote.notice['zh']}", f"Notice: {quote.notice['en']}"))
    if ready is not None and ready.table.id == quote.tariff:
        lines.append(both(f"来源：{ready.table.source}", f"Source: {ready.table.source}"))
        lines += [both(note, note) for note in ready.table.notes]
    return tuple(lines)
