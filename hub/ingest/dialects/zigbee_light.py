"""A Zigbee light as its bridge tells of it: several in one message, colours by their full names."""

from hub.core.codec import encode
from hub.ingest.discovery.components.light_json import JsonLight
from hub.ingest.discovery.fields import Fields
from hub.ingest.payload import Payload

_FULL = {"hue": "h", "saturation": "s"}


class ZigbeeLight(JsonLight):
    """A light of a device that may have several; ``state_suffix`` ends the names of its values."""

    suffix = ""

    def setup(self, fields: Fields) -> None:
        """Read what it can be, and which of the device's lights it is."""
        self.suffix = fields.text("state_suffix")
        super().setup(fields)

    def _take(self, payload: Payload) -> bool:
        said = payload.json
        if not isinstance(said, dict):
            return False
        own = {
            key.removesuffix(self.suffix): value
            for key, value in said.items()
            if key.endswith(self.suffix)
        }
        if "state" not in own:
            return False
        colour = own.get("color")
        if isinstance(colour, dict):
            own["color"] = colour | {_FULL[k]: v for k, v in colour.items() if k in _FULL}
        return super()._take(Payload(encode(own)))
