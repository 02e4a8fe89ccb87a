"""What gives a household away by its form: addresses of radios, networks and people."""

import re
from collections.abc import Callable

_ANY = re.IGNORECASE
_IEEE = re.compile(r"0x([0-9a-f]{16})(?![0-9a-f])", _ANY)
_MAC = re.compile(r"(?<![0-9a-f:])[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4,6}", _ANY)
_BARE = re.compile(r"(?<![0-9a-z])(?=[0-9]*[a-f])[0-9a-f]{12}(?![0-9a-z])", _ANY)
_TAIL = re.compile(r"(?<=[_-])[0-9a-f]{6}(?![0-9a-z])", _ANY)
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_IPV6 = re.compile(
    r"(?<![0-9a-z:])(?:[0-9a-f]{1,4}:){1,7}(?::[0-9a-f]{1,4}){1,6}|(?<![0-9a-z])fe80::[0-9a-f:]+",
    _ANY,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_HOST = re.compile(r"(?<=://)(?!192\.0\.2\.)[\w.-]*[a-z][\w.-]*", _ANY)


class Patterns:
    """Puts stand-ins in the place of addresses: the same one for the same address, always."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, int]] = {}

    def blank(self, text: str, *, versions: bool = False) -> str:
        """Return a text without addresses; ``versions``: four numbers are no network address."""
        text = _IEEE.sub(self._radio, text)
        text = _MAC.sub(self._mac, text)
        text = _BARE.sub(self._mac, text)
        text = _TAIL.sub(self._tail, text)
        if not versions:
            text = _IPV4.sub(self._numbered("ip", lambda n: f"192.0.2.{n % 254 + 1}"), text)
            text = _IPV6.sub(self._numbered("ip6", lambda n: f"2001:db8::{n + 1:x}"), text)
        text = _MAIL.sub("someone@example.org", text)
        return _HOST.sub(self._numbered("host", lambda n: f"host{n + 1}.example"), text)

    def number(self, family: str, value: str) -> int:
        """Return which of its family a value is, counted from 0."""
        known = self._known.setdefault(family, {})
        return known.setdefault(value.casefold(), len(known))

    def _radio(self, found: re.Match[str]) -> str:
        return f"0x00158d00{self.number('ieee', found[1]) + 1:08x}"

    def _mac(self, found: re.Match[str]) -> str:
        """Return a locally administered address; one of eight parts is a Zigbee device's."""
        digits = re.sub("[:-]", "", found[0])
        if len(digits) == 16:
            new = f"00158d00{self.number('ieee', digits) + 1:08x}"
        else:
            new = f"020000{self.number('mac', digits[:12]) + 1:06x}"
            self._known.setdefault("tail", {})[digits[6:12].casefold()] = int(new, 16)
        if any(sign in "ABCDEF" for sign in digits):
            new = new.upper()
        sign = found[0][2] if found[0][2] in ":-" else ""
        return sign.join(new[place : place + 2] for place in range(0, len(new), 2))

    def _tail(self, found: re.Match[str]) -> str:
        """Return the end of an address that is known whole; names of devices end with it."""
        whole = self._known.get("tail", {}).get(found[0].casefold())
        if whole is None:
            return found[0]
        tail = f"{whole:012x}"[6:]
        return tail.upper() if found[0] != found[0].lower() else tail

    def _numbered(self, family: str, make: Callable[[int], str]) -> Callable[[re.Match[str]], str]:
        return lambda found: make(self.number(family, found[0]))
