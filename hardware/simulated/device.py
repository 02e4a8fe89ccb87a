"""What every box in the simulated household does: describe itself, report, obey."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

Config = dict[str, object]
Lives = Callable[[float, float], bool]
PREFIX, ROOT = "homeassistant", "house"
BRIDGE = f"{ROOT}/bridge/state"  # "online", and "offline" when the whole household is gone
_ORIGIN = {"name": "Tomte simulated household", "sw": "1"}
_SHORT = {  # Home Assistant's abbreviations, for the boxes that use them
    "availability_topic": "avty_t",
    "brightness_command_topic": "bri_cmd_t",
    "brightness_state_topic": "bri_stat_t",
    "brightness_scale": "bri_scl",
    "command_topic": "cmd_t",
    "device": "dev",
    "device_class": "dev_cla",
    "origin": "o",
    "state_class": "stat_cla",
    "state_topic": "stat_t",
    "suggested_area": "sa",
    "identifiers": "ids",
    "manufacturer": "mf",
    "model": "mdl",
    "sw_version": "sw",
    "unique_id": "uniq_id",
    "unit_of_measurement": "unit_of_meas",
}


class Report(NamedTuple):
    """A payload for a topic; one that ``beats`` is repeated even when nothing changed."""

    topic: str
    payload: str
    beats: bool = False


class Part(Protocol):
    """One thing of a device that can be read: an entity, as the device offers it.

    ``config`` is asked with a function from slot, the last words of a topic, to topic.
    """

    @property
    def component(self) -> str: ...

    @property
    def key(self) -> str: ...

    def config(self, at: Callable[[str], str]) -> Config: ...

    def reports(self) -> Iterable[tuple[str, str]]: ...


@runtime_checkable
class Commanded(Part, Protocol):
    """A part that listens on its ``slots``.

    ``obey`` acts and yields seconds to wait wherever the thing takes its time.
    """

    @property
    def slots(self) -> tuple[str, ...]: ...

    def obey(self, slot: str, text: str) -> Iterable[float]: ...


@runtime_checkable
class Exact(Protocol):
    """A part whose last told value may lag behind until it is asked to ``settle``.

    One that ``beats`` repeats itself at every heartbeat.
    """

    key: str
    beats: bool

    def settle(self) -> None:
        """Tell the true value next."""


class Device:
    """A box with its own entities, each on topics of its own.

    ``lives`` is called with the seconds of a step and the moment it ends (UTC seconds), and
    returns whether there is something new to tell.
    """

    def __init__(
        self,
        name: str,
        area: str,
        parts: Sequence[Part],
        *,
        model: str,
        lives: Lives | None = None,
        terse: bool = False,
    ) -> None:
        self.name, self.area, self.parts = name, area, parts
        self.key = slug(name)
        self.deaf = False  # takes commands and does nothing, and reports as before
        self.lives = lives
        self._model, self._terse = model, terse
        self._stems = {part.key: self.topic(part, "") + "/" for part in parts}
        self._exact = [part for part in parts if isinstance(part, Exact)]
        self._beating = {part.key for part in self._exact if part.beats}
        listening = [part for part in parts if isinstance(part, Commanded)]
        self._ways = {self.topic(p, slot): (p, slot) for p in listening for slot in p.slots}

    @property
    def commands(self) -> Mapping[str, tuple[Commanded, str]]:
        """The topics it listens on, and the part and slot each leads to."""
        return self._ways

    def topic(self, part: Part, slot: str) -> str:
        """Return where a part reports or listens."""
        return "/".join(filter(None, (ROOT, self.key, part.key, slot)))

    def configs(self) -> Iterator[Report]:
        """Describe every part in Home Assistant's discovery form."""
        for part in self.parts:
            config = self._about(part)
            config |= part.config(lambda slot, part=part: self.topic(part, slot))  # type: ignore[misc]
            config |= {"device": self._box(), "origin": _ORIGIN, **self._availability(part)}
            node = f"{self.key}/" if part.key else ""
            where = f"{PREFIX}/{part.component}/{node}{part.key or self.key}/config"
            yield Report(where, json.dumps(self._shorten(config) if self._terse else config))

    def reports(self) -> Iterator[Report]:
        """Tell how everything is now; what has not moved enough reads as last told."""
        for part in self.parts:
            stem = self._stems[part.key]
            for slot, payload in part.reports():
                yield Report(stem + slot, payload, part.key in self._beating)

    def beat(self) -> None:
        """Make the next reports exact."""
        for part in self._exact:
            part.settle()

    def _about(self, part: Part) -> Config:
        unique = "_".join(filter(None, ("sim", self.key, part.key)))
        own = part.key.replace("_", " ").capitalize()
        if part.component == "media_player":  # its convention names the player itself
            own = self.name
        return {"unique_id": unique, "name": own or None}

    def _box(self) -> Config:
        return {
            "identifiers": [f"sim_{self.key}"],
            "name": self.name,
            "manufacturer": "Tomte Works",
            "model": self._model,
            "sw_version": "1.0",
            "suggested_area": self.area,
        }

    def _availability(self, part: Part) -> Config:
        if part.component == "media_player":  # its convention knows one topic, not a list
            return {"availability": {"topic": BRIDGE, "payload_available": "online"}}
        return {"availability_topic": BRIDGE}

    def _shorten(self, config: Config) -> Config:
        base, short = f"{ROOT}/{self.key}", Config({"~": f"{ROOT}/{self.key}"})
        for key, value in config.items():
            if isinstance(value, str) and key.endswith("topic") and value.startswith(f"{base}/"):
                short[_SHORT.get(key, key)] = f"~{value.removeprefix(base)}"
            elif isinstance(value, dict) and key == "device":
                short["dev"] = {_SHORT.get(word, word): said for word, said in value.items()}
            else:
                short[_SHORT.get(key, key)] = value
        return short


class Bundle(Device):
    """A box that describes itself in one message and reports all it knows in another."""

    def configs(self) -> Iterator[Report]:
        """Describe the whole device at once."""
        components = {part.key or "switch": self._component(part) for part in self.parts}
        config: Config = {
            "device": self._box(),
            "origin": _ORIGIN,
            "components": components,
            "state_topic": f"{ROOT}/{self.key}",
            "availability": [{"topic": BRIDGE}, {"topic": f"{ROOT}/{self.key}/availability"}],
            "availability_mode": "all",
        }
        yield Report(f"{PREFIX}/device/{self.key}/config", json.dumps(config))
        yield Report(f"{ROOT}/{self.key}/availability", "online")

    def reports(self) -> Iterator[Report]:
        """Tell everything as one JSON object."""
        told = {part.key or "state": text for part in self.parts for _, text in part.reports()}
        whole = {key: text if key == "state" else float(text) for key, text in told.items()}
        yield Report(f"{ROOT}/{self.key}", json.dumps(whole), beats=True)

    def _component(self, part: Part) -> Config:
        config = part.config(lambda slot: self.topic(part, slot))
        config.pop("state_topic", None)
        path = f"{{{{ value_json.{part.key or 'state'} }}}}"
        return self._about(part) | config | {"platform": part.component, "value_template": path}


def slug(name: str) -> str:
    """Return a name as topics and ids spell it."""
    return re.sub(r"\W+", "_", name.lower()).strip("_")
