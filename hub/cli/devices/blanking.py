"""Recordings without what gives a household away, so that topics and payloads still fit together.

Names, serials, addresses, networks, places and secrets are found first in all messages, by key and
by form; then each is replaced by the same stand-in wherever it stands. Words that devices share
(kinds, commands, states, models) stay.
"""

import json
import re
from collections.abc import Iterable

from hub.cli.devices.patterns import Patterns
from hub.core.kinds import Kind
from hub.core.registry import slug

_DEVICE = ("device", "dev")
_NAMES = frozenset({"friendly_name", "dn", "hn", "Hostname", "hostname", "DeviceName", "ha_name"})
_ROOMS = frozenset({"suggested_area", "sa", "room", "area"})
_SERIALS = frozenset({"serial_number", "serial", "serialNumber", "Serial", "sn", "Id", "uid"})
_NETWORKS = frozenset({"ssid", "SSId", "SSID", "bssid", "BSSId", "wifi_ssid", "sta_ssid"})
_IDS = frozenset(
    {"unique_id", "uniq_id", "object_id", "obj_id", "default_entity_id", "def_ent_id"}
    | {"identifiers", "ids", "via_device", "connections", "cns"}
)
_SHARED_KEYS = frozenset(  # their values are everybody's words
    {"device_class", "dev_cla", "state_class", "stat_cla", "entity_category", "ent_cat", "platform"}
    | {
        "unit_of_measurement",
        "unit_of_meas",
        "p",
        "icon",
        "ic",
        "schema",
        "type",
        "subtype",
        "unit",
    }
    | {"availability_mode", "avty_mode", "manufacturer", "mf", "model", "mdl", "model_id", "mdl_id"}
    | {"property", "vendor", "color_mode", "supported_color_modes", "sup_clrm"}
)
_LINKS = frozenset({"configuration_url", "cu", "url", "entity_picture", "ent_pic"})
_PLACES = {"latitude": 52.0, "lat": 52.0, "longitude": 5.0, "lon": 5.0, "lng": 5.0}
_SECRET = re.compile(
    r"pass(word|wd|phrase)?$|token|secret|psk|credential|network_key|pan_id|api_key|^user(name)?$",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(^|_)topic$|_t$|^(t|~|ft|dst)$")
_VERSION = re.compile(r"version|^(sw|hw|ver|fw)$", re.IGNORECASE)
_SHARED = re.compile(  # levels of topics and words that say nothing of whose they are
    r"\+|#|%\w+%|~|homeassistant|config|device|bridge|info|devices|groups|group|event|events|state|"
    r"availability|set|get|zigbee2mqtt|tasmota|discovery|sensors|tele|stat|cmnd|LWT|SENSOR|STATE|"
    r"RESULT|STATUS\d*|POWER\d*|INFO\d*|Dimmer\d*|CT|HSBColor\d*|ShutterPosition\d*|rpc|online|"
    r"status|command|tomte|shelly|esphome|discover|attributes|json|value|mode|on|off|[a-z_]+:\d+|"
    + "|".join(kind.value for kind in Kind),
    re.IGNORECASE,
)
Json = object


class Blanking:
    """Learns from all messages what to blank, then blanks each."""

    def __init__(self) -> None:
        self._patterns = Patterns()
        self._words: dict[str, str] = {}  # what was learned -> what stands for it
        self._strict: set[str] = set()  # of these, what means nothing else wherever it stands
        self._searches: dict[bool, re.Pattern[str]] = {}

    def learn(self, payload: str) -> None:
        """Find the names and serials a message tells."""
        told = _read(payload)
        if isinstance(told, dict | list):
            self._learn(told)
            if isinstance(told, dict) and not any(key in told for key in _DEVICE):
                self._name(told.get("name"), "Device")

    def topic(self, topic: str) -> str:
        """Return a topic with nobody's names in its levels."""
        now = self._plain(topic, wide=True).split("/")
        blanked = "/".join(
            new if new != old else self._level(old)
            for old, new in zip(topic.split("/"), now, strict=True)
        )
        is_config = blanked.endswith("/config")  # its levels hold no spaces
        return blanked.replace(" ", "_") if is_config else blanked

    def payload(self, payload: str) -> str:
        """Return a payload without what gives the household away."""
        told = _read(payload)
        if not isinstance(told, dict | list):
            return self._plain(payload)
        blanked = self._value(told, "")
        return payload if blanked == told else json.dumps(blanked, ensure_ascii=False)

    def _learn(self, value: Json, key: str = "") -> None:
        if isinstance(value, dict):
            for name, each in value.items():
                self._learn(each, str(name))
            if key in _DEVICE:
                self._name(value.get("name"), "Device")
        elif isinstance(value, list):
            for each in value:
                self._learn(each, "dn" if key == "fn" else key)
        elif isinstance(value, str):
            self._learn_text(value, key)

    def _learn_text(self, value: str, key: str) -> None:
        self._patterns.blank(value, versions=bool(_VERSION.search(key)))
        if key in _NAMES:
            self._name(value, "Device")
        elif key in _ROOMS:
            self._name(value, "Room")
        elif key in _NETWORKS:
            self._name(value, "Network")
        elif key in _SERIALS and len(value) > 3:
            new = f"SERIAL{self._patterns.number('serial', value) + 1}"
            self._word(value, new, strict=True)

    def _name(self, name: Json, what: str) -> None:
        """Learn a name and how it is written in topics and ids."""
        if not isinstance(name, str) or len(name) < 2 or _is_shared(name):
            return
        if self._patterns.blank(name) != name:
            return  # an address stands for it
        one = f"{what} {self._patterns.number(what, name) + 1}"
        new = "/".join([one] * (name.count("/") + 1))  # as many levels of a topic
        self._word(name, new, strict=re.fullmatch(r"[a-z]+", name) is None)
        for old, now in ((name, new), (name.lower(), new.lower())):
            for sign in " _-":
                self._word(old.replace(" ", sign), now.replace(" ", sign))
        self._word(slug(name), slug(one))

    def _word(self, old: str, new: str, *, strict: bool = False) -> None:
        """Learn a word; only a ``strict`` one means nothing else wherever it stands."""
        if len(old) > 1 and not _is_shared(old):
            self._words.setdefault(old, new)
            if strict:
                self._strict.add(old)
            self._searches.clear()

    def _plain(self, text: str, *, wide: bool = False, versions: bool = False) -> str:
        text = self._patterns.blank(text, versions=versions)
        search = self._searches.get(wide)
        if search is None:
            words = self._words if wide else self._strict
            search = self._searches[wide] = _any_of(words)
        return search.sub(lambda found: self._words[found[0]], text)

    def _level(self, level: str) -> str:
        if not level or _is_shared(level):
            return level
        return f"x{self._patterns.number('level', level) + 1}"

    def _value(self, value: Json, key: str) -> Json:
        if isinstance(value, dict):
            return {self._key(name): self._value(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [self._value(each, key) for each in value]
        if _SECRET.search(key):
            return "blanked" if isinstance(value, str) else 0 if value else value
        if key.lower() in _PLACES and value is not None:
            return _PLACES[key.lower()]
        return self._text(value, key) if isinstance(value, str) else value

    def _key(self, name: str) -> str:
        return self._words[name] if name in self._strict else self._patterns.blank(name)

    def _text(self, text: str, key: str) -> str:
        if "{{" in text or "{%" in text:
            return self._patterns.blank(text)  # its words are the payload's keys
        if key == "code" and text.isdigit():
            return "0" * len(text)
        if _TOPIC.search(key):
            return self.topic(text)
        if key in _LINKS:
            return f"http://host{self._patterns.number('host', text) + 1}.example"
        if key in _SHARED_KEYS:
            return self._patterns.blank(text, versions=True)
        wide = key in _IDS or key in _NAMES or key in _ROOMS or key == "name"
        now = self._plain(text, wide=wide, versions=bool(_VERSION.search(key)))
        return self._id(text) if key in _IDS and now == text else now

    def _id(self, text: str) -> str:
        """Return what stands for an id; the kind before an entity's stays."""
        kind, dot, name = text.partition(".")
        if text in {"mac", "zigbee", "upnp"}:
            return text
        if not dot or not _is_shared(kind):
            kind, dot, name = "", "", text
        return f"{kind}{dot}id{self._patterns.number('id', name) + 1}"


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?![^\W_])")


def _read(payload: str) -> Json:
    try:
        told: Json = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    return told


def _is_shared(word: str) -> bool:
    return _SHARED.fullmatch(word) is not None
