"""Sensors: numbers pass the data gate, words pass as they are."""

import math
from datetime import date, datetime

from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import SensorState, State
from hub.ingest.cleaning import Gate, Rejected
from hub.ingest.discovery.classes import CLASSES
from hub.ingest.discovery.components.expiry import Expiring
from hub.ingest.discovery.components.listed import none_of
from hub.ingest.discovery.components.moments import day_of, moment_of
from hub.ingest.discovery.fields import Fields
from hub.ingest.discovery.metric import Shown, shown_in
from hub.ingest.discovery.surroundings import Surroundings
from hub.ingest.payload import MISSING, Payload, text_of

_WORDS = frozenset({"enum", "date", "timestamp"})  # device classes that are not numbers
_STATE_CLASSES = frozenset({"measurement", "measurement_angle", "total", "total_increasing"})
_LONGEST = 255  # characters of a word


class Sensor(Expiring):
    """Something measured, or told in a word.

    ``value`` is what Home Assistant would hold; the house's own number has passed the gate.
    """

    kind = Kind.SENSOR
    default_name = "MQTT Sensor"
    blocked = frozenset({"last_reset", "state_class"})

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self.value: float | str | date | datetime | None = None
        self.clean: float | str | None = None
        self.last_reset: datetime | None = None

    def setup(self, fields: Fields) -> None:
        """Read what it measures and how."""
        self.device_class = fields.word_or_none("device_class", CLASSES[self.kind])
        self.named_by_class = self.device_class not in {None, "enum"}
        self.state_class = fields.word_or_none("state_class", _STATE_CLASSES)
        native_unit = fields.text_or_none("unit_of_measurement")
        self._precision = "suggested_display_precision" in fields
        fields.whole("suggested_display_precision", 0, low=0)
        fields.flag("force_update")
        self._check_category(fields)
        self._read_options(fields)
        self._read_units(native_unit)
        self.read_expiry(fields)
        self._hear(fields)

    def _check_category(self, fields: Fields) -> None:
        if self.category == "config":
            raise fields.bad("entity_category", "diagnostic, for a sensor sets nothing")
        if "last_reset_value_template" in fields and self.state_class != "total":
            raise fields.bad("last_reset_value_template", "beside state_class total")

    def _read_options(self, fields: Fields) -> None:
        self.options = [str(option) for option in fields.listed("options")]
        if "options" not in fields:
            return
        if not self.options or self.state_class or fields.text_or_none("unit_of_measurement"):
            raise fields.bad("options", "a list, of a sensor without unit and state_class")
        if self.device_class != "enum":
            raise fields.bad("options", "beside device_class enum")

    def _read_units(self, native: str | None) -> None:
        device_class, clock = self.device_class or "", self.surroundings.clock
        self.unit = shown_in(device_class, native) if native is not None else None
        self._shown = (
            Shown(device_class, native, self.unit)
            if native is not None and self.unit is not None and native != self.unit
            else None
        )
        numeric = bool(self.state_class or native is not None or self._precision)
        self.is_number = device_class not in _WORDS and (numeric or bool(device_class))
        self.gate = Gate(
            clock,
            unit=native or "",
            device_class=device_class,
            state_class=self.state_class or "",
        )

    def _hear(self, fields: Fields) -> None:
        fields.some_text("state_topic")
        template = self.template("value_template")
        self._native, self._render = template.native, template.render
        take = self._take_number if self.is_number else self._take_word
        watched = self.is_number and (self.gate.minds_time or self.expiry.ticking)
        keys = () if watched or "last_reset_value_template" in fields else template.keys
        self.hear_payload("state_topic", take, keys=keys)
        if "last_reset_value_template" in fields:
            self.hear("state_topic", "last_reset_value_template", self._take_reset)

    def _take_number(self, payload: Payload) -> bool:
        if self.unavailable or self.expiry.ticking:
            self.hear_any()
        value = self._native(payload)
        if type(value) is not float and type(value) is not int:
            value = self._number_of(value)
            if value is None or value is MISSING:
                return value is None
        self.value = value  # type: ignore[assignment]  # a number, or its text
        self.clean = self.gate.clean(value)
        return True

    def _number_of(self, value: object) -> object:
        """Return a text that is a number, ``None`` for unknown, ``MISSING`` for nothing."""
        if value is MISSING or value == "":
            return MISSING
        text = text_of(value)
        if text == "None":
            self.value = self.clean = None
            return None
        try:
            number = float(text)
        except ValueError:  # Home Assistant stops here; the house reads "21,5" and "1.234,5" too
            self.clean = self.gate.clean(text)
            return None
        if not math.isfinite(number):
            raise Rejected("not_finite", f"{text} is no measurement")
        return text

    def _take_word(self, payload: Payload) -> bool:
        self.hear_any()
        text = self._render(payload)
        if text == "None":
            self.value = self.clean = None
        elif self.options and text not in self.options:
            raise BadPayload(none_of(text, self.options))
        elif self.device_class in {None, "enum"}:
            self._take_text(text)
        else:
            self._take_moment(text)
        return True

    def _take_text(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise BadPayload(f"a text of {len(text)} characters; at most {_LONGEST} can be kept")
        self.value = self.clean = text

    def _take_moment(self, text: str) -> None:
        moment = moment_of(text)
        if moment is None:
            self.value = self.clean = None
            raise BadPayload(f"{text[:40]!r} is no date and time")
        if self.device_class == "date":
            self.value = moment.date()
        elif moment.tzinfo is None:
            raise BadPayload(f"{text[:40]!r} has no time zone")
        else:
            self.value = moment
        self.clean = self.state

    def _take_reset(self, text: str) -> bool:
        moment = moment_of(text) if text else None
        if moment is None:
            return False
        self.last_reset = moment
        return True

    @property
    def state(self) -> str | None:
        """Home Assistant's text of the value, in the unit it shows."""
        value = self.value
        if value is None or (isinstance(value, str) and self._shown is None):
            return value
        if isinstance(value, datetime):
            return day_of(value)
        if isinstance(value, date):
            return value.isoformat()
        if self._shown is None:
            return str(value)
        return self._shown.text(value, exact=self._precision)

    def extra(self) -> dict[str, object]:
        """Return the options or the state class, and when a total began."""
        extra: dict[str, object] = {}
        if self.state_class:
            extra["state_class"] = self.state_class
        elif self.options:
            extra["options"] = self.options
        if self.last_reset is not None:
            extra["last_reset"] = self.last_reset.isoformat()
        return extra

    def house(self) -> State:
        """Return the cleaned value."""
        return SensorState(value=self.clean)

    def house_unit(self) -> str:
        """Return the unit of the cleaned value."""
        return self.gate.unit if self.is_number else ""

    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return the words it may tell."""
        return {"option": tuple(self.options)} if self.options else {}
