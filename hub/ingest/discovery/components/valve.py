"""Valves: water, gas, irrigation."""

from collections.abc import Mapping
from functools import partial

from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import CoverPhase, State, ValveState
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.listed import none_of
from hub.ingest.discovery.components.objects import object_in
from hub.ingest.discovery.components.travel import moves_of, percent_of, travel_of
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import text_of

_MOVING: dict[str, CoverPhase] = {"opening": "opening", "closing": "closing"}
_ALONE = ("payload_close", "payload_open", "state_closed", "state_open")


class Valve(Component):
    """Something that lets through: open or closed, or by position where it reports one."""

    kind = Kind.VALVE
    default_name = "MQTT Valve"
    blocked = frozenset({"current_position"})
    closed: bool | None = None
    moving: CoverPhase | None = None
    position: int | None = None
    opened_last = True

    def setup(self, fields: Fields) -> None:
        """Read its words and its ends."""
        self.device_class = fields.word_or_none("device_class", CLASSES[self.kind])
        self.placed = fields.flag("reports_position")
        if self.placed and any(key in fields for key in _ALONE):
            raise BadPayload(f"{', '.join(_ALONE)} mean nothing beside reports_position")
        self.travel = travel_of(fields, "position_closed", "position_open")
        self.ends = self.travel.ends()
        self.words = moves_of(fields, open="OPEN", close="CLOSE", stop=None)
        self.meaning = {
            fields.text(f"state_{p}", p): p for p in ("closed", "open", "closing", "opening")
        }
        self.way = self.outlet("command_topic")
        told = self.hear("state_topic", "value_template", self._take, variables=self.ends)
        self.optimistic = fields.flag("optimistic") or not told

    def _take(self, text: str) -> bool:
        if not text:
            return False
        said = object_in(text)
        place = word = text
        if said is not None:
            needed = "position" if self.placed else "state"
            if needed not in said:
                raise BadPayload(f"its JSON has no {needed}")
            place, word = text_of(said.get("position")), text_of(said.get("state"))
            word = "" if said.get("state") is None else word
        return self._take_place(place, word) if self.placed else self._take_word(word)

    def _take_word(self, word: str) -> bool:
        phase = self.meaning.get(word)
        if phase is None and word != "None":
            raise BadPayload(none_of(word, self.meaning))
        self._turn(phase)
        return True

    def _turn(self, phase: str | None) -> None:
        self.moving = _MOVING.get(phase or "")
        if self.moving is not None:
            self.opened_last = self.moving == "opening"
        if not self.placed:
            self.closed = None if phase is None else phase == "closed"

    def _take_place(self, place: str, word: str) -> bool:
        if word == "None":
            self.position = None
            return True
        phase = self.meaning.get(word)
        phase = phase if phase in {"opening", "closing"} else None
        if phase is None or place != word:
            try:
                percent = self.travel.percent(float(place))
            except (ValueError, OverflowError):
                if phase is None:
                    raise BadPayload(f"{place[:40]!r} is no position") from None
            else:
                self.position = min(max(percent, 0), 100)
                if phase is None and self.position not in {0, 100}:
                    return True
        self._turn(phase)
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        can: dict[str, Do] = {}
        if self.way is not None:
            can |= {
                f"{word}_valve": partial(self._move, word)
                for word in ("open", "close", "stop")
                if self.words[word] is not None
            }
        if "open_valve" in can and "close_valve" in can:
            can["toggle"] = lambda data: self._move(self._other_way(), data)
        if self.placed:
            can["set_valve_position"] = lambda data: self._go(percent_of(data, "position"))
        return can

    def _move(self, word: str, _: Fields) -> None:
        if self.placed and word != "stop":
            self._go(100 if word == "open" else 0)
            return
        self.send(self.way, self.words[word])
        if self.optimistic and word != "stop":
            self.assume(closed=word == "close", moving=None)

    def _other_way(self) -> str:
        if self.moving is not None and self.words["stop"] is not None:
            return "stop"
        if self.closed or not self.opened_last:
            return "open"
        return "close"

    def _go(self, percent: int) -> None:
        self.send(self.way, self.travel.position(percent), position=percent, **self.ends)
        if self.optimistic:
            self.assume(position=percent, moving=None)

    @property
    def phase(self) -> CoverPhase | None:
        """``open``, ``closed``, ``opening``, ``closing``."""
        if self.moving is not None:
            return self.moving
        closed = self.closed
        if self.placed:
            closed = None if self.position is None else self.position == 0
        return None if closed is None else ("closed" if closed else "open")

    @property
    def state(self) -> str | None:
        """``open``, ``closed``, ``opening``, ``closing``."""
        return self.phase

    def extra(self) -> dict[str, object]:
        """Return the position, where it reports one."""
        return {"current_position": self.position} if self.placed else {}

    def house(self) -> State:
        """Return what holds true."""
        return ValveState(phase=self.phase, level=self.position if self.placed else None)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        can = self.services()
        has = {
            "move": "open_valve" in can or "close_valve" in can,
            "stop": "stop_valve" in can,
            "level": self.placed and self.way is not None,
        }
        return tuple(name for name, so in has.items() if so)
