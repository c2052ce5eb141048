"""Personal data at rest: AES-GCM field by field, with a key that lives outside the database."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from counter.errors import StorageTrouble

_KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"


class Vault:
    """Encrypts a field for one table, row and column; a value moved to another place no longer opens."""

    def __init__(self, key: bytes) -> None:
        # Deferred: the cipher library costs start-up time that the sign-in screen need not wait for.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._cipher = AESGCM(_derive(key, b"fields"))
        self._index_key = _derive(key, b"index")

    def seal(self, table: str, row: str, column: str, text: str) -> bytes:
        """Encrypt `text` for its place."""
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, text.encode(), _place(table, row, column))

    def open(self, table: str, row: str, column: str, sealed: bytes) -> str:
        """Decrypt what `seal` made for the same place. StorageTrouble when it is not that."""
        from cryptography.exceptions import InvalidTag

        body = bytes(sealed)
        try:
            nonce, rest = body[1 : 1 + _NONCE_BYTES], body[1 + _NONCE_BYTES :]
            return self._cipher.decrypt(nonce, rest, _place(table, row, column)).decode()
        except (InvalidTag, ValueError) as error:
            raise StorageTrouble(
                "vault-unreadable",
                "An encrypted field of {table} cannot be opened.",
                "The key file does not belong to this database, or the data were altered. Call support.",
                table=table,
            ) from error

    def digest(self, purpose: str, text: str) -> str:
        """A keyed digest (truncated HMAC-SHA256) of `text`, of its own for each purpose."""
        return hmac.new(self._index_key, f"{purpose}\x1f{text}".encode(), hashlib.sha256).hexdigest()[:32]


def load_key(path: Path) -> bytes:
    """Read the key file. StorageTrouble when it is missing, short, or open to others."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        raise StorageTrouble(
            "key-unreadable",
            "The key file {path} cannot be read.",
            "Without it personal data stay closed. Restore it from where it is kept.",
            path=str(path),
        ) from error
    if len(key) != _KEY_BYTES or (os.name == "posix" and mode & 0o077):
        raise StorageTrouble(
            "key-unsafe",
            "The key file {path} is damaged or open to other users.",
            "Restore it, and let only its owner read it (chmod 600).",
            path=str(path),
        )
    return key


def create_key(path: Path) -> None:
    """Write a new key file that only its owner can read; an existing one is never overwritten."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_KEY_BYTES) + "\n")


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, purpose, hashlib.sha256).digest()


def _place(table: str, row: str, column: str) -> bytes:
    return f"{table}|{row}|{column}".encode()
