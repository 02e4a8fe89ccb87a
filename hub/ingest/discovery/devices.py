"""Which box an announcement speaks of: one device, whoever announces it."""

from dataclasses import replace

from hub.core.entities import Device
from hub.core.errors import BadPayload
from hub.core.registry import Registry, slug
from hub.ingest.discovery.fields import Fields

_URLS = ("http", "https", "homeassistant")
_TEXTS = (
    "name",
    "manufacturer",
    "model",
    "model_id",
    "sw_version",
    "hw_version",
    "serial_number",
)
_KEYS = frozenset(
    {*_TEXTS, "identifiers", "connections", "via_device", "suggested_area", "configuration_url"}
)


class Devices:
    """Finds the device that shares an identifier or a connection with an announcement's."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._ids: dict[str, str] = {}  # identifier -> device id
        self._told: dict[str, str] = {}  # device id -> the name some message told
        self._read = False  # whether the devices of the last run were looked through

    def told_name(self, device: str) -> str:
        """Return what messages call a device; empty where none of them says."""
        return self._told.get(device, "")

    def find(self, fields: Fields) -> tuple[Device | None, str]:
        """Return the device a message names, if any, and the area it suggests.

        What the message leaves out stays as an earlier one said it; where none gave a name, an
        identifier stands for it.
        """
        device = read_device(fields)
        if device is None:
            return None, ""
        self._read_known()
        area = fields.part("device").text("suggested_area")
        known = next((self._ids[i] for i in device.identifiers if i in self._ids), device.id)
        before = self._registry.devices.get(known)
        if device.name:
            self._told[known] = device.name
        device = replace(device, id=known)
        if before is not None:
            device = _together(before, device)
        if not device.name:
            device = replace(device, name=device.identifiers[0])
        self._ids |= dict.fromkeys(device.identifiers, known)
        return device, area

    def _read_known(self) -> None:
        """Take in the devices that were known before the hub stopped, once."""
        if not self._read:
            self._read = True
            for device in self._registry.devices.values():
                self._ids |= dict.fromkeys(device.identifiers, device.id)


def read_device(fields: Fields) -> Device | None:
    """Return the device as the message describes it; raise ``BadPayload``."""
    if "device" not in fields:
        return None
    part = fields.part("device")
    for key in part:
        if key not in _KEYS:
            raise BadPayload(f"device.{key} is nothing a device has")
    identifiers = _identifiers(part)
    part.text("suggested_area")
    part.text("via_device")
    return Device(
        id=slug(identifiers[0]),
        identifiers=identifiers,
        configuration_url=part.url("configuration_url", _URLS),
        name=part.text("name"),
        manufacturer=part.text("manufacturer"),
        model=part.text("model"),
        model_id=part.text("model_id"),
        sw_version=part.text("sw_version"),
        hw_version=part.text("hw_version"),
        serial_number=part.text("serial_number"),
    )


def _identifiers(part: Fields) -> tuple[str, ...]:
    """Return what tells this device from every other; a connection as ``mac:aa:bb:…``."""
    found = list(part.texts("identifiers"))
    for pair in part.listed("connections"):
        if not isinstance(pair, list) or len(pair) != 2:
            raise BadPayload("device.connections must be a list of pairs")
        kind, value = (str(each) for each in pair)
        found.append(f"{kind}:{value.lower() if kind == 'mac' else value}")
    if not found:
        raise BadPayload("device needs identifiers or connections")
    return tuple(found)


def _together(before: Device, now: Device) -> Device:
    """Return what is known of a device when one more message speaks of it."""
    return replace(
        before,
        name=now.name or before.name,
        manufacturer=now.manufacturer or before.manufacturer,
        model=now.model or before.model,
        model_id=now.model_id or before.model_id,
        sw_version=now.sw_version or before.sw_version,
        hw_version=now.hw_version or before.hw_version,
        serial_number=now.serial_number or before.serial_number,
        configuration_url=now.configuration_url or before.configuration_url,
        identifiers=tuple(dict.fromkeys((*before.identifiers, *now.identifiers))),
    )
