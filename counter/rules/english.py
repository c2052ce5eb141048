"""English words as a declaration uses them."""

_IRREGULAR = {"knives": "knife", "leaves": "leaf", "scarves": "scarf", "mice": "mouse", "loaves": "loaf"}


def singular(token: str) -> str:
    """Return an English word without its plural ending; words that only look plural are left: glass, bus, gas."""
    if token in _IRREGULAR:
        return _IRREGULAR[token]
    if token.endswith("ies") and len(token) > 4:
        return token[:-3] + "y"
    if token.endswith(("sses", "shes", "ches", "xes", "zes")):
        return token[:-2]
    if token.endswith("s") and len(token) > 3 and not token.endswith(("ss", "us", "is")):
        return token[:-1]
    return token
