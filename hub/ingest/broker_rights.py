"""What a device's user may say and hear at our broker: its own topics, and to announce itself."""

from collections.abc import Iterable, Iterator

from hub.core.adding import DeviceUser

_ANNOUNCING = (  # Home Assistant's discovery; a bridge looks through what it announced before
    ("write", "homeassistant/+/+/config"),
    ("write", "homeassistant/+/+/+/config"),
    ("read", "homeassistant/#"),
)
_OWN = (("readwrite", "{topic}/#"),)
_TASMOTA = (
    ("read", "cmnd/{topic}/#"),
    ("write", "stat/{topic}/#"),
    ("write", "tele/{topic}/#"),
    ("read", "cmnd/tasmotas/#"),  # said to all of them at once
    ("write", "tasmota/discovery/#"),
)
_SHELLY = (*_OWN, ("write", "+/shelly/{topic}/rpc"))  # where a hub wants its answers
_ESPHOME = (
    *_OWN,
    ("write", "esphome/discover/+"),
    ("read", "esphome/discover"),
    ("read", "esphome/ping/+"),
)
_RIGHTS = {
    "zigbee2mqtt": (*_OWN, *_ANNOUNCING),
    "tasmota": (*_TASMOTA, *_ANNOUNCING),
    "shelly": _SHELLY,
    "esphome": (*_ESPHOME, *_ANNOUNCING),
    "other": (*_OWN, *_ANNOUNCING),
}


def rights(user: DeviceUser) -> Iterator[tuple[str, str]]:
    """Yield ``read``, ``write`` or ``readwrite`` with the topic filter it is for."""
    for what, topics in _RIGHTS[user.kind]:
        yield what, topics.format(topic=user.topic)


def acl(users: Iterable[DeviceUser]) -> str:
    """Return Mosquitto's file of rights; who is not in it may do nothing."""
    parts = []
    for user in users:
        lines = "".join(f"topic {what} {topics}\n" for what, topics in rights(user))
        parts.append(f"user {user.username}\n{lines}")
    return "\n".join(parts)


def may(user: DeviceUser, what: str, topics: str) -> bool:
    """Whether a user may ``read`` or ``write`` all that a topic or topic filter stands for."""
    return any(what in kind and covers(allowed, topics) for kind, allowed in rights(user))


def covers(allowed: str, asked: str) -> bool:
    """Whether everything that fits the filter ``asked`` also fits ``allowed``."""
    have, want = allowed.split("/"), asked.split("/")
    for place, level in enumerate(have):
        if level == "#":
            return True
        if place >= len(want) or want[place] == "#":
            return False
        if level not in {"+", want[place]}:
            return False
    return len(have) == len(want)
