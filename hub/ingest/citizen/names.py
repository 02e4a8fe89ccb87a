"""The names under which this hub is known on a broker, and how to tell that a name is a hub's."""

import hashlib
import re
import secrets
from dataclasses import dataclass

from hub.core.ports import Records

US = "Tomte"
_OURS = re.compile(r"tomte_[0-9a-f]{8}(_[\w-]*)?", re.ASCII)
_PLAIN = re.compile(r"[\w-]{1,64}", re.ASCII)  # what a discovery topic takes


@dataclass(frozen=True, slots=True, kw_only=True)
class HubName:
    """The eight letters by which this hub differs from every other; kept for good."""

    id: str


async def hub_name(records: Records) -> str:
    """Return this hub's letters, drawn when it first asks."""
    known = (await records.load(HubName)).get("hub")
    if known is None:
        known = HubName(id=secrets.token_hex(4))
        await records.keep("hub", known)
    return known.id


def is_ours(name: str) -> bool:
    """Whether a Tomte hub, this one or another, goes by this identifier or discovery id."""
    return _OURS.fullmatch(name) is not None


def is_from_us(topic: str, config: dict[str, object]) -> bool:
    """Whether an announcement tells of a hub's own things, whoever repeats it.

    ``config`` has its keys written out.
    """
    if any(is_ours(level) for level in topic.split("/")):
        return True
    origin, device = config.get("origin"), config.get("device")
    if isinstance(origin, dict) and origin.get("name") == US:
        return True
    told = device.get("identifiers") if isinstance(device, dict) else None
    identifiers = told if isinstance(told, list) else [told]
    unique = config.get("unique_id")
    return any(isinstance(name, str) and is_ours(name) for name in (*identifiers, unique))


def plain(name: str) -> str:
    """Return a device's id as discovery topics take it: most are as they are."""
    if _PLAIN.fullmatch(name):
        return name
    told = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{re.sub(r'[^A-Za-z0-9_-]', '', name)[:40]}-{told}"


class Names:
    """Topics and identifiers of one hub."""

    def __init__(self, hub: str, prefix: str = "homeassistant") -> None:
        self.hub, self.base, self.status = f"tomte_{hub}", f"tomte/{hub}", status_topic(hub)
        self.announced = f"{prefix}/device/{self.hub}_"

    def announcement(self, device: str) -> str:
        """Return the topic a device is announced on."""
        return f"{self.announced}{device}/config"

    def announced_device(self, topic: str) -> str:
        """Return which device of this hub is announced there; empty where none is."""
        if topic.startswith(self.announced) and topic.endswith("/config"):
            return topic.removeprefix(self.announced).removesuffix("/config")
        return ""

    def topic(self, device: str, what: str) -> str:
        """Return the topic of what a device tells (``state``, ``available``…) or is told."""
        return f"{self.base}/{device}/{what}"


def status_topic(hub: str) -> str:
    """Return where it says whether this hub is there: ``online``, or its last will."""
    return f"tomte/{hub}/status"
