"""The office's logo: a one-bit picture that any printer can draw."""

import base64
from pathlib import Path

LARGEST_BYTES = 64 * 1024


def logo_text(path: Path) -> str:
    """A binary PBM file (P4) in base64, as papers carry it. ValueError says what is wrong with the file."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise ValueError(f"{path} cannot be read") from error
    if not data.startswith(b"P4") or len(data) > LARGEST_BYTES:
        raise ValueError(f"{path} is no one-bit picture (binary PBM, P4) of at most {LARGEST_BYTES // 1024} KiB")
    return base64.b64encode(data).decode("ascii")
