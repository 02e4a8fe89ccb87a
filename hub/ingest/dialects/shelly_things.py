"""A Shelly's own ways of telling: changes only, truth values, presses among other events."""

import json

from hub.ingest.dialects.told import Told, value_at
from hub.ingest.discovery.components.binary_sensor import BinarySensor
from hub.ingest.discovery.components.cover import Cover
from hub.ingest.discovery.components.event import EventThing
from hub.ingest.discovery.components.light import Light
from hub.ingest.discovery.components.light_wish import Wish
from hub.ingest.discovery.components.sensor import Sensor
from hub.ingest.discovery.components.switch import Switch
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import Payload

_MODES = {
    "rgb": frozenset({"rgb"}),
    "rgbw": frozenset({"rgbw"}),
    "cct": frozenset({"color_temp"}),
    "rgbcct": frozenset({"rgb", "color_temp"}),
}


class ShellySwitch(Told, Switch):
    """A relay."""


class ShellyBinarySensor(Told, BinarySensor):
    """A contact or an alarm."""


class ShellySensor(Told, Sensor):
    """A measurement."""


class ShellyCover(Told, Cover):
    """A cover; while it learns its way it is neither open nor closed."""

    def _take(self, text: str) -> bool:
        return text in {*self.meaning, self.stopped} and super()._take(text)


class ShellyButton(EventThing):
    """A push button: its presses come among the device's other events."""

    def setup(self, fields: Fields) -> None:
        """Read which input it is."""
        self.input = fields.text("input")
        super().setup(fields)
        self.ears.clear()
        self.hear_payload("state_topic", self._take_events, fresh=True)

    def _take_events(self, payload: Payload) -> bool:
        events = value_at(payload.json, ["params", "events"])
        pressed = False
        for event in events if isinstance(events, list) else []:
            if isinstance(event, dict) and event.get("component") == self.input:
                press = str(event.get("event"))
                if press in self.types:
                    pressed = self._take(json.dumps({"event_type": press}))
        return pressed


class ShellyLight(Told, Light):
    """A dimmer, a coloured or a white light; brightness is told in percent."""

    default_name = "Light"
    fades = True
    scale = 100

    def setup(self, fields: Fields) -> None:
        """Read what it can be and how it is told."""
        self.read_light(fields)
        kind = fields.text("light_kind")
        plain = frozenset({"brightness"}) if fields.flag("dims") else frozenset({"onoff"})
        self.color_modes = _MODES.get(kind, plain)
        self.color_mode = self.color_mode or min(self.color_modes)
        self.way = self.needed_outlet()
        self.calls = {
            on: fields.text(f"payload_{word}") for on, word in ((True, "on"), (False, "off"))
        }
        self.status = self.template("value_template")
        self.hear_payload("state_topic", self._hear)

    def _hear(self, payload: Payload) -> bool:
        told = self.status.native(payload)
        if not isinstance(told, dict):
            return False
        on, percent, kelvin = told.get("output"), told.get("brightness"), told.get("ct")
        rgb, white = told.get("rgb"), told.get("white")
        if isinstance(on, bool):
            self.is_on = on
        if isinstance(percent, int | float):
            self.brightness = round(percent / 100 * 255)
        if isinstance(kelvin, int | float):
            self.kelvin = round(kelvin)
        if isinstance(rgb, list) and len(rgb) == 3 and self.color_mode in {"rgb", "rgbw"}:
            channels = (*rgb, white or 0) if self.color_mode == "rgbw" else tuple(rgb)
            self.colours = {self.color_mode: channels}
        mode = told.get("mode")
        if mode in {"rgb", "cct"} and "color_temp" in self.color_modes:
            self.color_mode = "rgb" if mode == "rgb" else "color_temp"
        return any(each is not None for each in (on, percent, kelvin, rgb, white))

    def shine(self, wish: Wish) -> None:
        """Send one request that says all of the wish."""
        more: dict[str, object] = {}
        if wish.brightness is not None:
            more["brightness"] = max(round(wish.brightness / 255 * 100), 1)
        if wish.mode in {"rgb", "rgbw"}:
            more["rgb"] = [round(channel) for channel in wish.colour[:3]]
        if wish.mode == "rgbw":
            more["white"] = round(wish.colour[3])
        if wish.kelvin is not None:
            more["ct"] = wish.kelvin
        self._tell(wish, more, on=True)

    def darken(self, wish: Wish) -> None:
        """Send what turns it off."""
        self._tell(wish, {}, on=False)

    def _tell(self, wish: Wish, more: dict[str, object], *, on: bool) -> None:
        call = json.loads(self.calls[on])
        if wish.transition is not None:
            more["transition_duration"] = wish.transition
        call["params"] |= more
        self.send(self.way, json.dumps(call))
