"""Characters that no paper of this counter can show, told while the customer still stands there."""

import re

_COMMON = re.compile("[\x20-\x7e\u3000-\u3002\u4e00-\u9fa5\uff01-\uff5e]*").fullmatch
"""What every printer and the installation's font have: nothing needs to be looked up for it at a keystroke."""


def unprintable(*texts: str) -> tuple[str, ...]:
    """The characters that print as 〓, each once, in their order."""
    rare = "".join(text for text in texts if not _COMMON(text))
    if not rare:
        return ()
    # Deferred: most acceptances never need the font looked into.
    from receipts.encoding import clean, drawable

    return tuple(dict.fromkeys(char for char in clean(rare) if char != "\n" and not drawable(char)))
