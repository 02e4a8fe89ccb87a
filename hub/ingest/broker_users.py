"""Who may sign in at our own broker: one user a device, its password kept as a hash only."""

import base64
import hashlib
import hmac
import logging
import os
import re
import secrets
import string
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hub.core.adding import DeviceUser, Software
from hub.core.codec import decode, encode
from hub.core.errors import BadPayload, CommandRefused
from hub.core.registry import slug

_log = logging.getLogger(__name__)
_LETTERS = string.ascii_letters + string.digits  # what every device's console takes as it is
_LENGTH = 24  # letters: 142 bits, so that few rounds are enough
_ROUNDS, _SALT = 1000, 12  # Mosquitto takes 12 bytes of salt
_LONGEST = 32  # letters of a user's name: Tasmota's own limit for a topic
_TAKEN = frozenset(
    {"cmnd", "stat", "tele", "tasmota", "tasmotas", "shellies", "esphome", "zigbee2mqtt", "tomte"}
    | {"homeassistant"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class User(DeviceUser):
    """A device's user with its password as Mosquitto writes it (``$7$rounds$salt$hash``)."""

    password: str

    def shown(self) -> DeviceUser:
        """Return it without the password."""
        return DeviceUser(
            name=self.name,
            username=self.username,
            kind=self.kind,
            topic=self.topic,
            added_at=self.added_at,
        )


class Users:
    """The devices' users in one file that only its owner may read."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "devices.json"
        self._read: tuple[int, int] = (0, 0)  # which file was read: its number and its time
        self._users: list[User] = []

    def all(self) -> list[User]:
        """Return everyone, oldest first; a file that cannot be read lets nobody in."""
        try:
            there = self._file.stat()
            if (mark := (there.st_ino, there.st_mtime_ns)) != self._read:
                self._read, self._users = mark, []
                self._users = decode(self._file.read_bytes(), list[User])
        except FileNotFoundError:
            self._users = []
        except (OSError, BadPayload) as error:
            self._users = []
            _log.error("no device is let in: %s cannot be read (%s)", self._file, error)
        return [*self._users]

    def new(self, name: str, kind: Software, at: float) -> tuple[User, str]:
        """Return a user for a new device and its password; nothing is stored yet.

        Raise ``CommandRefused`` for a name that is empty, too long or given away.
        """
        name, users = name.strip(), self.all()
        if not 0 < len(name) <= 60 or not name.isprintable():
            raise CommandRefused("a device's name is 1 to 60 letters")
        if any(user.name.casefold() == name.casefold() for user in users):
            raise CommandRefused(
                f"{name} has a user already: take another name, or remove it first"
            )
        username = username_of(name, {user.username for user in users})
        password = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        topic = topic_of(kind, username, {user.topic for user in users})
        user = User(
            name=name,
            username=username,
            kind=kind,
            topic=topic,
            added_at=at,
            password=seal(password),
        )
        return user, password

    def keep(self, users: Iterable[User]) -> None:
        """Store exactly these; return once that is on the disk."""
        write_secret(self._file, encode(list(users)))


def username_of(name: str, taken: Iterable[str]) -> str:
    """Return a user's name that every device and topic takes: letters, digits, underscores."""
    plain = re.sub(r"[^a-z0-9]+", "_", slug(name)).strip("_")[: _LONGEST - 3].strip("_")
    if not plain[:1].isalpha():
        plain = f"device_{plain}".strip("_")
    found, number = plain, 2
    while found in taken or found in _TAKEN:
        found, number = f"{plain}_{number}", number + 1
    return found


def topic_of(kind: Software, username: str, taken: Iterable[str]) -> str:
    """Return the topic a device speaks on: its own name; a Zigbee bridge keeps its usual one."""
    if kind != "zigbee2mqtt":
        return username
    return kind if kind not in taken else f"{kind}_{username}"


def seal(password: str) -> str:
    """Return a password as Mosquitto stores it: PBKDF2 with SHA-512."""
    salt = os.urandom(_SALT)
    return f"$7${_ROUNDS}${_coded(salt)}${_coded(_stretched(password, salt, _ROUNDS))}"


def fits(password: str, sealed: str) -> bool:
    """Whether a password is the one that was sealed."""
    try:
        _, version, rounds, salt, kept = sealed.split("$")
        told = _stretched(password, base64.b64decode(salt), int(rounds))
        return version == "7" and hmac.compare_digest(told, base64.b64decode(kept))
    except ValueError:
        return False


def write_secret(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all, onto the disk."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    place = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(place, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(place)
    fresh.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _stretched(password: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", password.encode(), salt, rounds)


def _coded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
