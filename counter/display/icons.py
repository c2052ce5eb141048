"""The pictures that the page holds, by name: what a notice line may ask for, and those of the screen's own states."""

GOODS = (
    *("weapon", "blade", "explosive", "gas", "flammable-liquid", "flammable-solid", "oxidiser", "toxic"),
    *("biohazard", "radioactive", "corrosive", "drug", "publication", "spy", "counterfeit", "fake"),
    *("wildlife", "border", "other"),
)
MAIL = ("letter", "parcel", "registered", "insured", "money", "days")
STATES = ("steady", "wait", "warning", "place", "hand")
ICONS = frozenset({*GOODS, *MAIL, *STATES})
