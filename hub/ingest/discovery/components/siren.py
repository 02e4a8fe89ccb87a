"""Sirens: a tone, for a while, so loud."""

from collections.abc import Mapping
from contextlib import suppress

from hub.core.codec import decode, encode
from hub.core.errors import BadPayload, CommandRefused
from hub.core.kinds import Kind
from hub.core.states import SirenState, State
from hub.ingest.discovery.components.asking import only
from hub.ingest.discovery.components.listed import none_of, words_in
from hub.ingest.discovery.components.on_off import OnOff
from hub.ingest.discovery.doing import Outlet
from hub.ingest.discovery.fields import Fields

_PARTS = frozenset({"tone", "duration", "volume_level"})


class Siren(OnOff):
    """Something loud; ``told`` is its tone, duration in seconds and volume (0-1)."""

    kind = Kind.SIREN
    default_name = "MQTT Siren"
    blocked = frozenset({"available_tones", *_PARTS})

    def setup(self, fields: Fields) -> None:
        """Read its words and tones."""
        self.read_words(fields)
        has_off = bool(fields.text("command_off_template"))
        self.way_off = self.needed_outlet("command_off_template") if has_off else self.way
        self.state_on = fields.text("state_on") or self.on
        self.state_off = fields.text("state_off") or self.off
        self.tones = tuple(fields.listed("available_tones"))
        has = {
            "duration": fields.flag("support_duration", default=True),
            "tone": bool(self.tones),
            "volume_level": fields.flag("support_volume_set", default=True),
        }
        self.has = frozenset(part for part, there in has.items() if there)
        self.told: Mapping[str, object] = dict.fromkeys(sorted(self.has))
        self.hear_state(fields)
        self.is_on = False if self.optimistic else None

    # --- hearing

    def _take(self, text: str) -> bool:
        if not text or text == "{}":
            return False
        said: dict[str, object] = {"state": text}
        if text not in {self.state_on, self.state_off, "None"}:
            said = decode(text.encode(), dict[str, object])
        self._take_state(said.pop("state", ""))
        if said:
            with suppress(BadPayload, CommandRefused):  # on or off counts all the same
                self.told = {**self.told, **self._parts(Fields(said))}
        return True

    def _take_state(self, word: object) -> None:
        if word == self.state_on:
            self.is_on = True
        if word == self.state_off:
            self.is_on = False
        if word == "None":
            self.is_on = None

    # --- doing

    def _parts(self, data: Fields) -> dict[str, object]:
        """Return what of tone, duration and volume it has; raise for what cannot be."""
        only(data, _PARTS)
        parts: dict[str, object] = {}
        if "tone" in data:
            parts["tone"] = _tone(data)
        if "duration" in data:
            parts["duration"] = data.whole("duration", 0, low=0)
        if "volume_level" in data:
            parts["volume_level"] = volume = data.number("volume_level", 0)
            if not 0 <= volume <= 1:
                raise data.bad("volume_level", "within 0 and 1")
        if "tone" in self.has and "tone" in parts and parts["tone"] not in self.tones:
            raise CommandRefused(none_of(str(parts["tone"]), self.tones))
        return {part: value for part, value in parts.items() if part in self.has}

    def turn_on(self, data: Fields) -> None:
        """Tell it to sound."""
        parts = self._parts(data)
        self._tell(self.way, self.on, parts)
        if self.optimistic:
            self.assume(is_on=True, told={**self.told, **parts})

    def turn_off(self, data: Fields) -> None:
        """Tell it to be silent."""
        self._tell(self.way_off, self.off, {})
        if self.optimistic:
            self.assume(is_on=False)

    def _tell(self, way: Outlet, word: str, parts: Mapping[str, object]) -> None:
        """Send a JSON object, or what the template makes of it, if that is anything."""
        said = {"state": word, **parts}
        text = encode(said).decode() if way.word is None else way.written(word, said)
        if text not in {"", "None"}:
            self.publish(way.topic, text)

    # --- showing

    def extra(self) -> dict[str, object]:
        """Return its tones, and how it sounds."""
        tones = {"available_tones": list(self.tones)} if self.tones else {}
        return {**tones, **self.told}

    def house(self) -> State:
        """Return whether it sounds."""
        return SirenState(on=self.is_on)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        return ("on", *sorted(self.has))

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return its tones."""
        return {"tone": words_in(self.tones)} if self.tones else {}


def _tone(data: Fields) -> object:
    """Return a tone as Home Assistant takes it: a whole number where it can be read as one."""
    try:
        return data.whole("tone", 0)
    except BadPayload:
        return data.some_text("tone")
