"""What there is to tell of each appliance: its open faults, its score, whether it is there."""

from datetime import UTC, datetime

from hub.core.codec import encode
from hub.core.entities import Appliance
from hub.core.errors import UnknownEntity
from hub.core.events import FaultChanged, FaultRaised
from hub.core.faults import Fault
from hub.core.registry import Registry
from hub.core.scores import ScoreChanged
from hub.ingest.citizen.announcing import Json, Say

_OVER = frozenset({"fixed", "false_alarm", "gone"})
_BECAME = {  # a fault's phase -> what happened to it
    "open": "appeared",
    "confirmed": "confirmed",
    "false_alarm": "dismissed",
    "fixed": "cleared",
    "gone": "cleared",
}


class Memory:
    """Follows faults and scores, and words them as messages."""

    def __init__(self, registry: Registry, say: Say) -> None:
        self._registry, self._say = registry, say
        self._faults: dict[str, Fault] = {}  # those that are not over
        self._scores: dict[str, float | None] = {}

    def recall(self, faults: list[Fault]) -> None:
        """Take what was known before, where nothing newer has been heard."""
        for fault in faults:
            if fault.phase not in _OVER:
                self._faults.setdefault(fault.id, fault)

    def take(self, event: FaultRaised | FaultChanged | ScoreChanged) -> bytes:
        """Note it; return what to tell of a fault, nothing of a score."""
        if isinstance(event, ScoreChanged):
            self._scores[event.appliance] = event.score
            return b""
        fault = event.fault
        if fault.phase in _OVER:
            self._faults.pop(fault.id, None)
        else:
            self._faults[fault.id] = fault
        return encode({"event_type": _BECAME[fault.phase], **self._worded(fault)})

    def latest(self, appliance: str) -> Fault | None:
        """Return the newest open fault of an appliance."""
        found = [fault for fault in self._faults.values() if fault.appliance == appliance]
        return max(found, key=lambda fault: fault.raised_at, default=None)

    @property
    def open_faults(self) -> int:
        """How many faults there are in the house."""
        return len(self._faults)

    def state(self, appliance: str) -> bytes:
        """Return an appliance's state as it is published."""
        fault = self.latest(appliance)
        return encode(
            {
                "problem": "OFF" if fault is None else "ON",
                "score": self._scores.get(appliance),
                "fault": {} if fault is None else self._worded(fault),
            }
        )

    def available(self, appliance: Appliance) -> bytes:
        """Return whether what tells of an appliance is within reach."""
        ids = [appliance.power, appliance.switch, appliance.temperature, appliance.energy]
        held = [self._find(entity) for entity in ids if entity]
        return b"offline" if held and not any(held) else b"online"

    def _find(self, entity: str) -> bool:
        try:
            return self._registry.find(entity).available
        except UnknownEntity:
            return False

    def _worded(self, fault: Fault) -> Json:
        return {
            "kind": fault.kind.value,
            "severity": fault.severity,
            "confidence": fault.confidence,
            "title": self._say(fault.title),
            "why": self._say(fault.why),
            "since": datetime.fromtimestamp(fault.raised_at, UTC).isoformat(timespec="seconds"),
        }
