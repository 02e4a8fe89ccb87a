"""Alarm panels."""

from collections.abc import Mapping
from functools import partial

from hub.core.errors import BadPayload, CommandRefused
from hub.core.kinds import Kind
from hub.core.states import AlarmState, State
from hub.ingest.discovery.component import Component, Do
from hub.ingest.discovery.fields import Fields

_ARMING = ("arm_home", "arm_away", "arm_night", "arm_vacation", "arm_custom_bypass")
_FEATURES = (*_ARMING, "trigger")
_PHASES = frozenset(
    {"disarmed", "pending", "arming", "disarming", "triggered"}
    | {"armed_home", "armed_away", "armed_night", "armed_vacation", "armed_custom_bypass"}
)
_REMOTE = frozenset({"REMOTE_CODE", "REMOTE_CODE_TEXT"})  # the panel checks the code itself


class AlarmControlPanel(Component):
    """An alarm panel; a code is checked here, or by the panel where it says so."""

    kind = Kind.ALARM_CONTROL_PANEL
    default_name = "MQTT Alarm"
    blocked = frozenset({"changed_by", "code_arm_required", "code_format"})
    phase: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read its words, its code and who has to give it."""
        self.can = self._features(fields)
        self.code = fields.some_text("code") if "code" in fields else None
        self.needs_code = {
            kind: fields.flag(f"code_{kind}_required", default=True)
            for kind in ("arm", "disarm", "trigger")
        }
        words = ("disarm", *_FEATURES)
        self.words = {word: fields.text(f"payload_{word}", word.upper()) for word in words}
        self.way = self.needed_outlet()
        fields.some_text("state_topic")
        self.hear("state_topic", "value_template", self._take)

    @staticmethod
    def _features(fields: Fields) -> tuple[str, ...]:
        if "supported_features" not in fields:
            return _FEATURES
        listed = fields.raw("supported_features")
        if not isinstance(listed, list) or any(each not in _FEATURES for each in listed):
            raise fields.bad("supported_features", f"a list out of {', '.join(_FEATURES)}")
        return tuple(each for each in _FEATURES if each in listed)

    def _take(self, text: str) -> bool:
        if not text.strip():
            return False
        if text != "None" and text not in _PHASES:
            raise BadPayload(f"{text[:40]!r} is no state of an alarm panel")
        self.phase = None if text == "None" else text
        return True

    def services(self) -> Mapping[str, Do]:
        """Return what can be asked of it."""
        return {f"alarm_{word}": partial(self._do, word) for word in ("disarm", *self.can)}

    def _do(self, word: str, data: Fields) -> None:
        code = data.text("code") or None
        kind = "arm" if word in _ARMING else word
        if kind == "arm" and self.needs_code["arm"] and code is None:
            raise CommandRefused("a code is needed")
        if self.needs_code[kind] and not self._is_right(code):
            raise CommandRefused("the code is wrong")
        action = self.words[word]
        if self.way.word is None:
            self.send(self.way, action)
        else:
            self.publish(self.way.topic, self.way.written(None, {"action": action, "code": code}))

    def _is_right(self, code: str | None) -> bool:
        return self.code is None or code == self.code or (self.code in _REMOTE and bool(code))

    @property
    def state(self) -> str | None:
        """``disarmed``, ``armed_away``…."""
        return self.phase

    def extra(self) -> dict[str, object]:
        """Return what code is needed."""
        form = None
        if self.code is not None:
            is_number = self.code == "REMOTE_CODE" or self.code.isdigit()
            form = "number" if is_number else "text"
        return {"code_format": form, "code_arm_required": self.needs_code["arm"]}

    def house(self) -> State:
        """Return what holds true."""
        return AlarmState(phase=self.phase)

    def features(self) -> tuple[str, ...]:
        """Return what can be asked of it."""
        codes = [f"{kind}_code" for kind, needed in self.needs_code.items() if needed]
        return ("disarm", *self.can, *(("code", *codes) if self.code is not None else ()))

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return what its code is made of, where there is one."""
        if self.code is None:
            return {}
        digits = self.code == "REMOTE_CODE" or self.code.isdigit()
        return {"code_format": ("number" if digits else "text",)}
