"""Media players, by the convention of the ``mqtt_media_player`` custom component.

Home Assistant's own MQTT integration knows no media players. The states are ``playing``,
``paused``, ``idle``, ``stopped``, ``on`` and ``off``; the volume is a share of 0–1, or percent
above 1.
"""

from collections.abc import Mapping

from hub.core.errors import CommandRefused
from hub.core.kinds import Kind
from hub.core.states import MediaPlayerState, PlayPhase, State
from hub.ingest.cleaning import Rejected, number
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.fields import Fields

_PHASES: dict[str, PlayPhase | None] = {
    "playing": "playing",
    "paused": "paused",
    "idle": "idle",
    "stopped": "idle",
    "on": "on",
    "off": "off",
    "None": None,
}
_BUTTONS: dict[str, tuple[str, PlayPhase]] = {  # service -> the convention's word, what follows
    "media_play": ("play", "playing"),
    "media_pause": ("pause", "paused"),
    "turn_on": ("turnon", "on"),
    "turn_off": ("turnoff", "off"),
}


class MediaPlayer(Component):
    """Something that plays; ``volume`` is a share of 0 to 1."""

    kind = Kind.MEDIA_PLAYER
    default_name = "MQTT Media Player"
    blocked = frozenset({"media_title", "volume_level"})
    phase: PlayPhase | None = None
    volume: float | None = None
    title: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read its topics, and the word each button wants."""
        self.volume_way = self.outlet("command_volume_topic", "")
        words = {service: word for service, (word, _) in _BUTTONS.items()}
        ways = {service: self.outlet(f"command_{w}_topic", "") for service, w in words.items()}
        self.buttons = {service: way for service, way in ways.items() if way is not None}
        self.words = {s: fields.text(f"command_{w}_payload", w) for s, w in words.items()}
        told = self.hear("state_state_topic", "state_state_template", self._take)
        self.tells_volume = self.hear(
            "state_volume_topic", "state_volume_template", self._take_volume
        )
        self.hear("state_title_topic", "state_title_template", self._take_title)
        self.optimistic = not told

    def _take(self, text: str) -> bool:
        if text not in _PHASES:
            return False
        self.phase = _PHASES[text]
        return True

    def _take_volume(self, text: str) -> bool:
        if not text:
            return False
        share = number(text)
        share = share if share <= 1 else share / 100
        if not 0 <= share <= 1:
            raise Rejected("out_of_range", f"a volume of {text[:40]} cannot be")
        self.volume = share
        return True

    def _take_title(self, text: str) -> bool:
        self.title = text
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        buttons = {service: self._button(service) for service in self.buttons}
        return {**buttons, **({"volume_set": self._set_volume} if self.volume_way else {})}

    def _button(self, service: str) -> Do:
        def press(_: Fields) -> None:
            self.send(self.buttons[service], self.words[service])
            if self.optimistic:
                self.assume(phase=_BUTTONS[service][1])

        return press

    def _set_volume(self, data: Fields) -> None:
        data.some_text("volume_level")
        volume = data.number("volume_level", 0)
        if not 0 <= volume <= 1:
            raise CommandRefused(f"a volume of {volume:g} is not within 0 and 1")
        self.send(self.volume_way, f"{volume:g}")
        if not self.tells_volume:
            self.assume(volume=volume)

    @property
    def state(self) -> str | None:
        """What it does."""
        return self.phase

    def extra(self) -> dict[str, object]:
        """Return volume and title."""
        return {"volume_level": self.volume, "media_title": self.title}

    def house(self) -> State:
        """Return what holds true."""
        level = None if self.volume is None else round(self.volume * 100, 1)
        return MediaPlayerState(phase=self.phase, level=level, title=self.title)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        has = {
            "playing": "media_play" in self.buttons,
            "level": self.volume_way,
            "on": "turn_off" in self.buttons,
        }
        return tuple(name for name, there in has.items() if there)
