"""What an announcement's topic and payload say: which components, under which discovery id."""

import re
from dataclasses import dataclass

from hub.core.codec import decode
from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.ingest.discovery.abbreviations import Json, filled_in, written_out
from hub.ingest.discovery.devices import read_device
from hub.ingest.discovery.fields import Fields

_LARGEST = 65_536  # bytes of an announcement
_TOPIC = re.compile(
    r"(?P<component>\w+)/(?:(?P<node>[\w-]+)/)?(?P<object>[\w -]+)/config", re.ASCII
)
# Home Assistant turns names with blanks away; zigbee2mqtt's ("ntc status") are known by its nodes.
_RADIO = re.compile(r"0x[0-9a-f]{16}")
# What a device message shares with its components unless they say otherwise.
_SHARED = (
    "availability",
    "availability_mode",
    "availability_template",
    "availability_topic",
    "command_topic",
    "payload_available",
    "payload_not_available",
    "state_topic",
)
_KINDS = frozenset(kind.value for kind in Kind)
_DEVICE_KEYS = frozenset({*_SHARED, "device", "origin", "components", "qos", "encoding"})
_URLS = ("http", "https", "homeassistant")
_MIGRATE = ("migrate_discovery", "migr_discvry")

Key = tuple[str, str]  # component and discovery id: what an announcement is known by


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One component of an announcement; an empty ``config`` withdraws it."""

    key: Key
    config: Json
    name: str = ""  # its key in a device message


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """A message under the discovery prefix, read."""

    parts: tuple[Part, ...] = ()
    migrates: bool = False
    withdraws: str = ""  # a device's discovery id, all of whose components go


def announced_by(topic: str, payload: bytes) -> Announcement | None:
    """Read an announcement (topic without the prefix); ``None`` where it is none of ours.

    Raise ``BadPayload`` for one that cannot be read at all.
    """
    found = _TOPIC.fullmatch(topic)
    if found is None:
        return None
    component, node, name = found["component"], found["node"] or "", found["object"]
    if " " in name and not _RADIO.fullmatch(node):
        return None
    config = _config(payload)
    migrates = any(config.get(key) is True for key in _MIGRATE)
    if component == "device":
        whole = f"{node} {name}".strip()
        if migrates or not payload.strip():
            return Announcement(withdraws=whole, migrates=migrates)
        return Announcement(parts=_components(written_out(config), node, name))
    if component not in _KINDS:
        return None
    if migrates:
        config = {}
    config = filled_in(written_out(config))
    origin_of(config)
    key = component, f"{node} {name}".strip()
    return Announcement(parts=(Part(key=key, config=config),), migrates=migrates)


def origin_of(config: Json) -> str:
    """Return the name of the software that announces; raise ``BadPayload``."""
    if "origin" not in config:
        return ""
    origin = Fields(config).part("origin")
    for key in origin:
        if key not in {"name", "sw_version", "support_url"}:
            raise BadPayload(f"origin.{key} is nothing an origin has")
    origin.text("sw_version")
    origin.url("support_url", _URLS)
    return origin.some_text("name")


def _config(payload: bytes) -> Json:
    if not payload.strip():
        return {}
    if len(payload) > _LARGEST:
        raise BadPayload(f"{len(payload)} bytes; at most {_LARGEST} are read")
    try:
        return decode(payload, dict[str, object])
    except RecursionError as error:
        raise BadPayload("it is nested too deeply") from error


def _components(config: Json, node: str, name: str) -> tuple[Part, ...]:
    for key in ("device", "origin", "components"):
        if key not in config:
            raise BadPayload(f"{key} is missing")
    for key in config:
        if key not in _DEVICE_KEYS:
            raise BadPayload(f"{key} means nothing in a device message")
    if Fields(config).whole("qos", 0) not in {0, 1, 2}:
        raise Fields(config).bad("qos", "0, 1 or 2")
    read_device(Fields(config))
    origin_of(config)
    listed = config["components"]
    if not isinstance(listed, dict):
        raise BadPayload("components must be an object of objects")
    return tuple(
        _part(config, Fields(listed).part(key), key, f"{name} {node} {key}") for key in listed
    )


def _part(config: Json, fields: Fields, name: str, discovery_id: str) -> Part:
    platform = fields.some_text("platform")
    if platform not in _KINDS:
        raise BadPayload(f"components.{name}.platform is none we know: {platform[:40]!r}")
    own = {key: value for key, value in fields.items() if key != "platform"}
    if own and platform not in {"tag", "device_automation"}:
        fields.some_text("unique_id")
    if own:
        shared = {key: config[key] for key in _SHARED if key in config}
        own = filled_in({**shared, **own, "device": config["device"], "origin": config["origin"]})
    return Part(key=(platform, " ".join(discovery_id.split())), config=own, name=name)
