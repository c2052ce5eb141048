"""What an item may weigh and measure, and its volumetric weight."""

from tariffs import refusals
from tariffs.quoting import QuoteRequest, Refusal
from tariffs.schema import Format, Volumetric

Size = tuple[int, int, int]


def girth(size: Size) -> int:
    """Length plus the way round: L + 2W + 2H in mm, L being the longest side."""
    longest, middle, shortest = sorted(size, reverse=True)
    return longest + 2 * (middle + shortest)


def misfit(form: Format, request: QuoteRequest) -> Refusal | None:
    """Why an item does not fit a format, or None when it does. Sizes count only where they were given."""
    grams = request.weight_g
    if form.max_g and grams > form.max_g:
        return refusals.too_heavy(request, form.max_g, grams)
    if form.min_g and grams < form.min_g:
        return refusals.too_light(request, form.min_g)
    return _size_misfit(form, request, request.size_mm) if request.size_mm else None


def _size_misfit(form: Format, request: QuoteRequest, size: Size) -> Refusal | None:
    sides = sorted(size, reverse=True)
    if form.side_mm and sides[0] > form.side_mm:
        return refusals.too_long(request, sides[0], form.side_mm)
    if form.max_mm:
        for side, limit in zip(sides, form.max_mm, strict=False):
            if side > limit:
                return refusals.too_long(request, side, limit)
    if form.min_mm and any(side < limit for side, limit in zip(sides, form.min_mm, strict=False)):
        return refusals.too_small(request, form.min_mm)
    if form.sum_mm and sum(sides) > form.sum_mm:
        return refusals.too_large(request, ("长宽高之和", "L + W + H of"), sum(sides), form.sum_mm)
    if form.girth_mm and girth(size) > form.girth_mm:
        return refusals.too_large(request, ("长加围长", "Length and girth of"), girth(size), form.girth_mm)
    return None


def volumetric_grams(rule: Volumetric, size: Size, zone: str) -> int:
    """The volumetric weight in grams, rounded up to the rule's unit; 0 where the rule does not ask for one.

    mm3 over (cm3 per kg) is grams exactly: the two thousands cancel.
    """
    divisor = rule.divisors.get(zone, rule.divisor)
    if not divisor or not _triggered(rule, size):
        return 0
    return -(-size[0] * size[1] * size[2] // (divisor * rule.round_g)) * rule.round_g


def _triggered(rule: Volumetric, size: Size) -> bool:
    if rule.trigger == "always":
        return True
    measured = max(size) if rule.trigger == "side" else sum(size)
    return measured >= rule.trigger_mm if rule.inclusive else measured > rule.trigger_mm
