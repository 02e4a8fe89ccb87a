"""Covers: blinds, shutters, curtains, garage doors."""

from collections.abc import Mapping
from functools import partial

from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import CoverPhase, CoverState, State
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.listed import none_of
from hub.ingest.discovery.components.objects import object_in
from hub.ingest.discovery.components.tilt import Tilt
from hub.ingest.discovery.components.travel import moves_of, percent_of, travel_of
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import text_of

_PHASES: tuple[CoverPhase, ...] = ("open", "closed", "opening", "closing")
_NEEDS = (  # a key and the one it is nothing without
    ("set_position_topic", "position_topic"),
    ("value_template", "state_topic"),
    ("position_template", "position_topic"),
    ("set_position_template", "set_position_topic"),
    ("tilt_command_template", "tilt_command_topic"),
    ("tilt_status_template", "tilt_status_topic"),
)


class Cover(Component):
    """Something that opens and closes, in steps or by position, with or without slats."""

    kind = Kind.COVER
    default_name = "MQTT Cover"
    blocked = frozenset({"current_position", "current_tilt_position"})
    phase: CoverPhase | None = None
    position: int | None = None
    opened_last = True
    tilt = Tilt(Fields({}), None)  # until the announcement is read

    def setup(self, fields: Fields) -> None:
        """Read its words, its ends and its ways."""
        for key, other in _NEEDS:
            if key in fields and other not in fields:
                raise BadPayload(f"{key} needs {other}")
        self.device_class = fields.word_or_none("device_class", CLASSES[self.kind])
        self.travel = travel_of(fields, "position_closed", "position_open")
        self.tilt = Tilt(fields, self.tilt)
        self.words = moves_of(fields, open="OPEN", close="CLOSE", stop="STOP", stop_tilt="STOP")
        self.stopped = fields.text("state_stopped", "stopped")
        self.meaning = {fields.text(f"state_{p}", p): p for p in reversed(_PHASES)}
        self.way = self.outlet("command_topic", "no_template")
        self.place = self.outlet("set_position_topic", "set_position_template")
        self.slats = self.outlet("tilt_command_topic", "tilt_command_template")
        self._hear(fields)

    def _hear(self, fields: Fields) -> None:
        self.ends: dict[str, object] = {
            **self.travel.ends(),
            "tilt_min": self.tilt.low,
            "tilt_max": self.tilt.high,
        }
        placed = self.hear(
            "position_topic", "position_template", self._take_place, variables=self.ends
        )
        told = self.hear("state_topic", "value_template", self._take)
        tilts = self.hear(
            "tilt_status_topic", "tilt_status_template", self._take_tilt, variables=self.ends
        )
        nothing = not placed and not told and not tilts
        self.optimistic = fields.flag("optimistic") or nothing
        self.tilt.optimistic = self.tilt.forced or not tilts

    def _take(self, text: str) -> bool:
        if not text:
            return False
        if text == self.stopped:
            self._turn(self._rest())
        elif text in self.meaning:
            self._turn(self.meaning[text])
        elif text == "None":
            self._turn(None)
        else:
            raise BadPayload(none_of(text, self.meaning))
        return True

    def _rest(self) -> CoverPhase:
        """Return whether it stopped closed or open."""
        if "position_topic" in self.fields:
            return "closed" if self.position == 0 else "open"
        return "closed" if self.phase in {"closed", "closing"} else "open"

    def _turn(self, phase: CoverPhase | None) -> None:
        self.phase = phase
        if phase in {"opening", "closing"}:
            self.opened_last = phase == "opening"

    def _take_place(self, text: str) -> bool:
        if not text:
            return False
        place: object = text
        said = object_in(text)
        if said:
            if "position" not in said:
                raise BadPayload("its JSON has no position")
            place = said["position"]
            if "tilt_position" in said:
                self.tilt.optimistic = self.tilt.forced
                self.tilt.take(text_of(said["tilt_position"]))
        self._place_at(text_of(place))
        return True

    def _place_at(self, text: str) -> None:
        try:
            percent = self.travel.percent(float(text))
        except (ValueError, OverflowError):
            raise BadPayload(f"{text[:40]!r} is no position") from None
        self.position = min(max(percent, 0), 100)
        if "state_topic" not in self.fields:
            self._turn("closed" if self.position == 0 else "open")

    def _take_tilt(self, text: str) -> bool:
        if not text:
            return False
        self.tilt.take(text)
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        can: dict[str, Do] = {}
        if self.way is not None:
            can |= {
                f"{word}_cover": partial(self._move, word)
                for word in ("open", "close", "stop")
                if self.words[word] is not None
            }
        if "open_cover" in can and "close_cover" in can:
            can["toggle"] = lambda data: self._move(self._other_way(), data)
        if self.place is not None:
            can["set_cover_position"] = self._go
        if self.slats is not None:
            can |= {
                "open_cover_tilt": lambda _: self._tilt_to(self.tilt.open),
                "close_cover_tilt": lambda _: self._tilt_to(self.tilt.closed),
                "stop_cover_tilt": lambda _: self._stop_tilt(),
                "set_cover_tilt_position": self._tilt_by,
                "toggle_cover_tilt": lambda _: self._toggle_tilt(),
            }
        return can

    def _move(self, word: str, _: Fields) -> None:
        self.send(self.way, self.words[word])
        if not self.optimistic or word == "stop":
            return
        self.assume(phase="open" if word == "open" else "closed")
        if "position_topic" in self.fields:
            self.assume(position=100 if word == "open" else 0)

    def _other_way(self) -> str:
        if self.phase in {"opening", "closing"} and self.words["stop"] is not None:
            return "stop"
        if self.phase in {"closed", "closing"}:
            return "open"
        if self.position == 100 or self.phase == "opening":
            return "close"
        return "close" if self.opened_last else "open"

    def _go(self, data: Fields) -> None:
        percent = percent_of(data, "position")
        self.send(self.place, self.travel.position(percent), position=percent, **self.ends)
        if self.optimistic:
            closed = percent <= self.travel.closed
            self.assume(phase="closed" if closed else "open", position=percent)

    def _tilt_to(self, value: int) -> None:
        self.send(self.slats, value, tilt_position=value, **self.ends)
        if self.tilt.optimistic:
            self.assume(tilted=self.tilt.travel.percent(value))

    def _stop_tilt(self) -> None:
        if self.slats is not None:  # its template is for positions
            self.publish(self.slats.topic, self.words["stop_tilt"] or "")

    def _tilt_by(self, data: Fields) -> None:
        percent = percent_of(data, "tilt_position")
        value = self.tilt.travel.position(percent)
        self.send(self.slats, value, tilt_position=percent, **self.ends)
        if self.tilt.optimistic:
            self.assume(tilted=percent)

    def _toggle_tilt(self) -> None:
        tilted, closed = self.tilt.value, self.tilt.travel.percent(self.tilt.closed)
        opens = tilted is not None and tilted <= closed
        self._tilt_to(self.tilt.open if opens else self.tilt.closed)

    @property
    def tilted(self) -> int | None:
        """How far the slats are open, in percent."""
        return self.tilt.value

    @tilted.setter
    def tilted(self, value: int | None) -> None:
        self.tilt.value = value

    @property
    def state(self) -> str | None:
        """``open``, ``closed``, ``opening``, ``closing``."""
        return self.phase

    def extra(self) -> dict[str, object]:
        """Return position and tilt, in percent."""
        return {"current_position": self.position, "current_tilt_position": self.tilt.value}

    def house(self) -> State:
        """Return what holds true."""
        return CoverState(phase=self.phase, level=self.position, tilt=self.tilt.value)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        can = self.services()
        has = {
            "move": "open_cover" in can or "close_cover" in can,
            "stop": "stop_cover" in can,
            "level": self.place is not None,
            "tilt": self.slats is not None,
        }
        return tuple(name for name, so in has.items() if so)
