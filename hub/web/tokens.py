"""The owner's token: where it lies, and what it opens."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from hub.core.errors import ConfigError, StoreError

FILE = "owner-token"
_SHORTEST = 32  # characters; 256 random bits are 43


def owner_token(data_dir: Path) -> str:
    """Return the token in ``data_dir``, made there when there is none (readable by its owner only).

    Raises ``ConfigError`` when others may read it or it is too short to be safe.
    """
    file = data_dir / FILE
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        if file.stat().st_mode & 0o077:
            raise ConfigError(f"others may read {file}; run: chmod 600 {file}")
        token = file.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise StoreError(f"cannot keep the owner token in {file}: {error.strerror}") from error
    if len(token) < _SHORTEST or not token.isascii():
        raise ConfigError(f"{file} holds no usable token; delete it and the hub makes a new one")
    return token


def _make(file: Path) -> None:
    """Write a new token so that the file is there with all of it, or not at all."""
    draft = file.with_name(f"{FILE}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(secrets.token_urlsafe(32) + "\n")
        out.flush()
        os.fsync(out.fileno())
    draft.rename(file)


class Key:
    """Tells whether somebody holds the owner's token, or a cookie made from it.

    The cookie is an HMAC of the token: it survives a restart without being stored anywhere, does
    not give the token away, and a new token ends every session. Its name differs from hub to hub,
    because browsers share the cookies of one host among all its ports.
    """

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        self.cookie = hmac.new(self._token, b"tomte session 1", hashlib.sha256).hexdigest()
        self.cookie_name = f"tomte-{hmac.new(self._token, b'name', hashlib.sha256).hexdigest()[:8]}"

    def opens(self, authorization: str) -> bool:
        """Whether an ``Authorization`` header carries the token."""
        scheme, _, given = authorization.partition(" ")
        given_bytes = given.strip().encode(errors="replace")
        return hmac.compare_digest(given_bytes, self._token) and scheme.lower() == "bearer"

    def is_session(self, cookie: str) -> bool:
        """Whether a cookie's value is the session of this hub's owner."""
        return hmac.compare_digest(cookie.encode(errors="replace"), self.cookie.encode())
