"""Prints how many everyday descriptions the rules recognise: python -m tests.counter.rules.hit_rate."""

from tests.counter.rules.everyday import Everyday, everyday


def main() -> None:
    """Print the hit rate, the misses and the false alarms."""
    items = list(everyday())
    missed = [item for item in items if item.missed]
    alarmed = [item for item in items if item.false_alarms]
    bans = [item for item in items if any(code[0] in "PX" for code in item.expected)]
    missed_bans = [item for item in bans if any(code[0] in "PX" for code in item.missed)]
    print(f"{len(items)} descriptions, {len(items) - len(missed)} recognised in full: {_rate(items, missed)}")
    print(f"{len(bans)} with something prohibited, {len(missed_bans)} missed")
    print(f"false alarms: {len(alarmed)} descriptions")
    for title, faulty in (("missed", missed), ("false alarm", alarmed)):
        for item in faulty:
            codes = item.missed if title == "missed" else item.false_alarms
            print(f"  {title}: {item.contents} [{item.route}]: {' '.join(sorted(codes))}")


def _rate(items: list[Everyday], missed: list[Everyday]) -> str:
    return f"{(len(items) - len(missed)) * 1000 // len(items) / 10} %"


if __name__ == "__main__":
    main()
