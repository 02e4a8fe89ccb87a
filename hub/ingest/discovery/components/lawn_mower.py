"""Lawn mowers."""

from collections.abc import Mapping
from functools import partial

from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import LawnMowerState, State
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.listed import none_of
from hub.ingest.discovery.fields import Fields

_PHASES = frozenset({"error", "paused", "mowing", "docked", "returning"})
_DONE = {"start_mowing": "mowing", "pause": "paused", "dock": "docked"}  # service -> where it ends


class LawnMower(Component):
    """A robot that mows."""

    kind = Kind.LAWN_MOWER
    default_name = "MQTT Lawn Mower"
    phase: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read what it can do."""
        ways = {
            service: self.outlet(f"{service}_command_topic", f"{service}_command_template")
            for service in _DONE
        }
        self.ways = {service: way for service, way in ways.items() if way is not None}
        told = self.hear("activity_state_topic", "activity_value_template", self._take)
        self.optimistic = fields.flag("optimistic") or not told

    def _take(self, text: str) -> bool:
        if not text:
            return False
        if text.lower() != "none" and text not in _PHASES:
            raise BadPayload(none_of(text, sorted(_PHASES)))
        self.phase = None if text.lower() == "none" else text
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {service: partial(self._do, service) for service in self.ways}

    def _do(self, service: str, _: Fields) -> None:
        self.send(self.ways[service], service)
        if self.optimistic:
            self.assume(phase=_DONE[service])

    @property
    def state(self) -> str | None:
        """``mowing``, ``docked``…."""
        return self.phase

    def house(self) -> State:
        """Return what holds true."""
        return LawnMowerState(phase=self.phase)

    def features(self) -> tuple[str, ...]:
        """Return what can be asked of it."""
        return tuple(self.ways)
