"""What a device sent, read as text or JSON at most once, however many entities it tells of."""

from enum import Enum
from typing import Final

from hub.core.codec import decode, encode
from hub.core.errors import BadPayload


class _Missing(Enum):
    MISSING = "missing"

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing.MISSING  # the payload does not speak of it


class Payload:
    """A message's bytes; ``text`` and ``json`` raise ``BadPayload`` where they are not that.

    An empty ``encoding`` is a message that is no text at all.
    """

    __slots__ = ("_encoding", "_json", "raw")

    def __init__(self, raw: bytes, encoding: str = "utf-8") -> None:
        self.raw, self._encoding = raw, encoding
        self._json: object = MISSING

    @property
    def text(self) -> str:
        """The payload as text."""
        try:
            return self.raw.decode(self._encoding)
        except (ValueError, LookupError) as error:
            raise BadPayload(f"the payload is not {self._encoding[:40]!r} text") from error

    @property
    def json(self) -> object:
        """The payload as plain JSON values."""
        if self._json is MISSING:
            try:
                self._json = decode(self.raw, object)
            except RecursionError as error:
                raise BadPayload("the payload is nested too deeply") from error
        return self._json


def text_of(value: object) -> str:
    """Return a value as device templates print it: ``True``, ``None``, ``21.5``."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool | int | float):
        return str(value)
    return encode(value).decode()
