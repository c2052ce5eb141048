"""The word beside a field whose text no paper can show as it is."""

from counter.i18n import Translator
from counter.services.rare import unprintable


def rare_note(tr: Translator, *texts: str) -> str:
    """Which characters print as 〓; nothing where all can be shown."""
    found = unprintable(*texts)
    return tr.text("! These print as 〓: {characters}", characters=" ".join(found)) if found else ""
