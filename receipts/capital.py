"""Amounts in Chinese capital numerals, which cannot be altered by a stroke of the pen.

Source: 中国人民银行《正确填写票据和结算凭证的基本规定》, annex to 支付结算办法 (银发[1997]393号), articles 1-2.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "兆")


def capital(fen: int) -> str:
    """An amount in fen in capital numerals: 12345 is 壹佰贰拾叁元肆角伍分, 10000 is 壹佰元整, -5 is 负伍分.

    Raises ValueError beyond 9999 兆 yuan.
    """
    if fen < 0:
        return "负" + capital(-fen)
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    whole = f"{_integer(yuan)}元" if yuan else ""
    if not rest:
        return (whole or "零元") + "整"
    return whole + _fraction(jiao, cents, after_yuan=bool(yuan))


def _fraction(jiao: int, cents: int, *, after_yuan: bool) -> str:
    tenths = f"{_DIGITS[jiao]}角" if jiao else ("零" if after_yuan else "")
    return tenths + (f"{_DIGITS[cents]}分" if cents else "整")


def _integer(value: int) -> str:
    if value >= 10 ** (4 * len(_GROUPS)):
        raise ValueError(f"an amount of {value} yuan has no capital numerals here")
    words = ""
    gap = False
    for at in range(len(_GROUPS) - 1, -1, -1):
        group = value // 10 ** (4 * at) % 10_000
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 1_000):
            words += "零"
        words += _group(group) + _GROUPS[at]
        gap = False
    return words


def _group(value: int) -> str:
    words = ""
    gap = False
    for at in range(3, -1, -1):
        digit = value // 10**at % 10
        if not digit:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[at]
        gap = False
    return words
