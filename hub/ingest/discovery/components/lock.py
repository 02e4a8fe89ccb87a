"""Locks."""

from collections.abc import Mapping
from functools import partial

from hub.core.errors import CommandRefused
from hub.core.kinds import Kind
from hub.core.states import LockPhase, LockState, State
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.components.pattern import Pattern
from hub.ingest.discovery.fields import Fields

_PHASES: tuple[LockPhase, ...] = (  # the first that fits counts
    "jammed",
    "opening",
    "locking",
    "open",
    "unlocking",
    "unlocked",
    "locked",
)


class Lock(Component):
    """A lock, perhaps with a latch to open and a code to give."""

    kind = Kind.LOCK
    default_name = "MQTT Lock"
    blocked = frozenset({"changed_by", "code_format"})
    phase: LockPhase | None = None

    def setup(self, fields: Fields) -> None:
        """Read its words and its code."""
        self.code_format = Pattern(fields, "code_format") if "code_format" in fields else None
        self.words = {
            "lock": fields.text("payload_lock", "LOCK"),
            "unlock": fields.text("payload_unlock", "UNLOCK"),
        }
        if "payload_open" in fields:
            self.words["open"] = fields.text("payload_open")
        self.reset = fields.text("payload_reset", "None")
        self.meaning = {fields.text(f"state_{p}", p.upper()): p for p in reversed(_PHASES)}
        self.way = self.needed_outlet()
        told = self.hear("state_topic", "value_template", self._take)
        self.optimistic = fields.flag("optimistic") or not told
        if self.optimistic and self.phase is None:
            self.phase = "unlocked"

    def _take(self, text: str) -> bool:
        if text == self.reset:  # a lock that is jammed or on its way stays so
            self.phase = None if self.phase in {"locked", "unlocked"} else self.phase
        elif text in self.meaning:
            self.phase = self.meaning[text]
        else:
            return False
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        ends: dict[str, LockPhase] = {"lock": "locked", "unlock": "unlocked", "open": "open"}
        return {word: partial(self._do, word, ends[word]) for word in self.words}

    def _do(self, word: str, end: LockPhase, data: Fields) -> None:
        code = data.text("code") or None
        if self.code_format is not None and not self.code_format.fits(code or ""):
            raise CommandRefused(f"a code must look like {self.code_format.text}")
        self.send(self.way, self.words[word], code=code)
        if self.optimistic:
            self.assume(phase=end)

    @property
    def state(self) -> str | None:
        """``locked``, ``unlocked`` and what lies between."""
        return self.phase

    def extra(self) -> dict[str, object]:
        """Return how a code looks."""
        return {"code_format": None if self.code_format is None else self.code_format.text}

    def house(self) -> State:
        """Return what holds true."""
        return LockState(phase=self.phase)

    def features(self) -> tuple[str, ...]:
        """Return what can be set."""
        features = ("lock", "open") if "open" in self.words else ("lock",)
        return features if self.code_format is None else (*features, "code")
