"""Where people and things are."""

import math

from hub.core.errors import BadPayload
from hub.core.kinds import Kind
from hub.core.states import PlaceState, State
from hub.ingest.discovery.availability import text_through
from hub.ingest.discovery.component import Component
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import Payload

_SOURCES = frozenset({"gps", "router", "bluetooth", "bluetooth_le"})
_RADIUS = 100.0  # metres around the house that are "home", Home Assistant's default zone
_EARTH = 6_371_008.8  # metres, mean radius (IUGG)


class DeviceTracker(Component):
    """A person's phone, a tag, a car: at home, away, or somewhere by name."""

    kind = Kind.DEVICE_TRACKER
    default_name = ""
    place: str | None = None

    def setup(self, fields: Fields) -> None:
        """Read its words."""
        if "state_topic" not in fields and "json_attributes_topic" not in fields:
            raise BadPayload("state_topic or json_attributes_topic is needed")
        self.source = fields.choice("source_type", _SOURCES, "gps")
        self.words: dict[str, str | None] = {
            fields.text("payload_reset", "None"): None,
            fields.text("payload_not_home", "not_home"): "not_home",
            fields.text("payload_home", "home"): "home",
        }
        self._template_of_place = self.template("value_template")
        self.hear_payload("state_topic", self._take)

    def _take(self, payload: Payload) -> bool:
        text = text_through(self._template_of_place, payload)
        if not text.strip():
            return False
        # A place by its own name is told as it came, not as the template shortened it.
        self.place = self.words.get(text, payload.text)
        return True

    def own_name(self) -> str | None:
        """Return its name; nameless it is its device."""
        return self.name if "name" in self.fields else None

    @property
    def state(self) -> str | None:
        """``home``, ``not_home`` or a place."""
        if self.place is not None:
            return self.place
        here = self._position()
        if here is None:
            return None
        house = self.surroundings.place
        if house is None:
            return "not_home"
        return "home" if _metres(here, house) <= _RADIUS + self._accuracy() else "not_home"

    def _position(self) -> tuple[float, float] | None:
        latitude = self.json_attributes.get("latitude")
        longitude = self.json_attributes.get("longitude")
        if isinstance(latitude, int | float) and isinstance(longitude, int | float):
            return latitude, longitude
        return None

    def _accuracy(self) -> float:
        accuracy = self.json_attributes.get("gps_accuracy")
        return accuracy if isinstance(accuracy, int | float) else 0.0

    def extra(self) -> dict[str, object]:
        """Return how it is found, and where it is."""
        here = self._position()
        if "latitude" not in self.json_attributes or "longitude" not in self.json_attributes:
            return {"source_type": self.source}
        where = dict(zip(("latitude", "longitude"), here, strict=True)) if here else {}
        return {"source_type": self.source, "gps_accuracy": self._accuracy(), **where}

    def house(self) -> State:
        """Return where it is."""
        latitude, longitude = self._position() or (None, None)
        return PlaceState(place=self.state, latitude=latitude, longitude=longitude)


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two places (haversine formula)."""
    a, b = math.radians(one[0]), math.radians(other[0])
    across = math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    part = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * across
    return 2 * _EARTH * math.asin(math.sqrt(part))
