"""Names of jobs that a printer can repeat: four characters of the range that GS ( H takes."""

import itertools
from collections.abc import Iterator

FIRST, LETTERS, LENGTH = 0x21, 90, 4
ROUND = LETTERS**LENGTH


def job_ids(start: int) -> Iterator[str]:
    """Ids without end, from a place that should differ from run to run; one comes back after 65 million jobs."""
    return (_spelled((start + step) % ROUND) for step in itertools.count())


def _spelled(number: int) -> str:
    letters = ""
    for _ in range(LENGTH):
        number, letter = divmod(number, LETTERS)
        letters += chr(FIRST + letter)
    return letters
