"""Media players, by the convention of the ``mqtt_media_player`` custom component.

Home Assistant's own MQTT integration knows no media players. The states are ``playing``,
``paused``, ``idle``, ``stopped`` and ``off``; the volume is a share of 0–1, or percent above 1.
"""

from dataclasses import dataclass

from hub.core.commands import DeviceCommand, Play, SetLevel, Turn
from hub.core.errors import CommandRefused
from hub.core.states import Kind
from hub.ingest.cleaning import Rejected, number
from hub.ingest.discovery.plan import Changes, Draft, Outlet, Plan, must, words_to
from hub.ingest.payload import text_of

_PHASES = {
    "playing": "playing",
    "paused": "paused",
    "idle": "idle",
    "stopped": "idle",
    "on": "on",
    "off": "off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A command topic and the word it wants."""

    outlet: Outlet | None
    word: str

    async def press(self, what: str) -> None:
        """Send the word."""
        await must(self.outlet, what).send(self.word)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayerWay:
    """Plays, pauses, turns on and off, sets the volume."""

    volume: Outlet | None
    play: Button
    pause: Button
    on: Button
    off: Button

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way."""
        match command:
            case SetLevel(level=level):
                await must(self.volume, "be set to a volume").send(f"{level / 100:g}")
            case Play(playing=playing):
                await (self.play if playing else self.pause).press("play and pause")
            case Turn(on=on):
                await (self.on if on else self.off).press("be turned on and off")
            case _:
                raise CommandRefused("this player cannot do that")


def plan(draft: Draft) -> Plan:
    """Read a media player's message."""
    draft.hear("state_state_topic", "state_state_template", words_to(_PHASES, "phase"))
    draft.hear("state_volume_topic", "state_volume_template", _volume)
    draft.hear("state_title_topic", "state_title_template", lambda v: {"title": text_of(v)})

    def button(name: str) -> Button:
        word = draft.fields.text(f"command_{name}_payload", name)
        return Button(outlet=draft.outlet(f"command_{name}_topic"), word=word)

    way = PlayerWay(
        volume=draft.outlet("command_volume_topic"),
        play=button("play"),
        pause=button("pause"),
        on=button("turnon"),
        off=button("turnoff"),
    )
    has = {"playing": way.play.outlet, "level": way.volume, "on": way.off.outlet}
    return Plan(
        kind=Kind.MEDIA_PLAYER,
        hears=draft.hears(),
        actuator=way,
        features=tuple(name for name, outlet in has.items() if outlet is not None),
    )


def _volume(value: object) -> Changes:
    share = number(value)
    level = share * 100 if share <= 1 else share
    if not 0 <= level <= 100:
        raise Rejected("out_of_range", f"a volume of {share:g} cannot be")
    return {"level": round(level, 1)}
