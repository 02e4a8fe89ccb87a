"""Covers: blinds, shutters, curtains, garage doors."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.core.commands import DeviceCommand, Move, SetLevel
from hub.core.errors import BadPayload, CommandRefused
from hub.core.states import Kind
from hub.ingest.cleaning import number
from hub.ingest.discovery.plan import Changes, Draft, Outlet, Plan, Read, must, short, words_to

_PHASES = ("open", "closed", "opening", "closing", "stopped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """What the device calls fully closed and fully open."""

    closed: float
    open: float

    def __post_init__(self) -> None:
        if self.closed == self.open:
            raise BadPayload("position_open and position_closed must differ")

    def level(self, position: float) -> float:
        """Return a device's position as percent open."""
        share = (position - self.closed) / (self.open - self.closed)
        return round(min(max(100 * share, 0.0), 100.0), 1)

    def position(self, level: float) -> float:
        """Return percent open as the device's position, a whole number."""
        return round(self.closed + level / 100 * (self.open - self.closed))


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverWay:
    """Opens, closes, stops and positions a cover."""

    outlet: Outlet | None
    place: Outlet | None
    travel: Travel
    words: Mapping[str, str]  # open, closed, stop; a word the device lacks is left out

    async def send(self, command: DeviceCommand) -> None:
        """Put the command on its way."""
        match command:
            case Move(to=to) if self.outlet is not None and to in self.words:
                await self.outlet.send(self.words[to])
            case Move(to="open"):
                await self._place(100)
            case Move(to="closed"):
                await self._place(0)
            case SetLevel(level=level):
                await self._place(level)
            case _:
                raise CommandRefused("this cover cannot do that")

    async def _place(self, level: float) -> None:
        outlet = must(self.place, "be set to a position")
        await outlet.send(short(self.travel.position(level)))


def plan(draft: Draft) -> Plan:
    """Read a cover's message."""
    fields = draft.fields
    travel = Travel(
        closed=fields.number("position_closed", 0), open=fields.number("position_open", 100)
    )
    meaning = {fields.text(f"state_{phase}", phase): phase for phase in _PHASES}
    told = draft.hear("state_topic", "value_template", words_to(meaning, "phase"))
    draft.hear("position_topic", "position_template", _position(travel, alone=not told))
    words = {
        word: fields.text(key, default)
        for word, key, default in (
            ("open", "payload_open", "OPEN"),
            ("closed", "payload_close", "CLOSE"),
            ("stop", "payload_stop", "STOP"),
        )
        if key not in fields or fields.raw(key) is not None
    }
    way = CoverWay(
        outlet=draft.outlet("command_topic"),
        place=draft.outlet("set_position_topic", "set_position_template"),
        travel=travel,
        words=words,
    )
    features = (("move", "stop") if way.outlet else ()) + (("level",) if way.place else ())
    return Plan(
        kind=Kind.COVER,
        hears=draft.hears(),
        actuator=way if features else None,
        features=features,
    )


def _position(travel: Travel, *, alone: bool) -> Read:
    def read(value: object) -> Changes:
        level = travel.level(number(value))
        return (
            {"level": level, "phase": "open" if level > 0 else "closed"}
            if alone
            else {"level": level}
        )

    return read
