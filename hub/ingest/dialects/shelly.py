"""Shelly in its own words: JSON-RPC over MQTT, asked once a device comes online."""

from collections.abc import Callable
from dataclasses import replace

from hub.core.codec import decode
from hub.core.errors import DeviceUnreachable
from hub.ingest.dialects.listening import Announces, Wire, understood
from hub.ingest.dialects.shelly_device import Facts, ShellyDevice, part, request
from hub.ingest.dialects.shelly_parts import device_parts

Ask = Callable[[str, str], None]  # topic, payload

# Numbers of our questions; the answer to the first is for the entities alone.
_FOR_ENTITIES, _INFO, _CONFIG, _STATUS = 1, 2, 3, 4
_CHANGED = frozenset({"config_changed", "component_added", "component_removed"})


class Shelly:
    """Asks whoever says ``true`` on ``<prefix>/online`` what it is; a Shelly answers.

    ``ask`` may raise ``DeviceUnreachable``: then the broker is gone, and its return asks anew.
    ``name`` tells this hub's answers from another's on the same broker.
    """

    def __init__(
        self, wire: Wire, announcements: Announces, *, ask: Ask, name: str = "tomte"
    ) -> None:
        self._wire, self.announcements, self._ask = wire, announcements, ask
        self._name = name
        self._devices: dict[str, ShellyDevice] = {}  # by prefix
        for levels in ("+/online", "+/+/online"):
            wire.listen(levels, self._take_online)
        # for all at once and beforehand: an answer may be faster than a subscription
        wire.listen(f"{name}/shelly/#", self._take_answer)

    @understood
    def _take_online(self, topic: str, payload: bytes, _retained: bool) -> None:
        prefix = topic.removesuffix("/online")
        if payload.strip() == b"" and prefix in self._devices:
            self._forget(prefix)
        if payload != b"true":
            return
        if prefix not in self._devices:
            answers = f"{self._name}/shelly/{prefix}"
            self._devices[prefix] = ShellyDevice(prefix=prefix, answers=answers)
            self._wire.listen(f"{prefix}/events/rpc", self._take_event)
        self._ask_all(self._devices[prefix])

    def _ask_all(self, device: ShellyDevice) -> None:
        self._put_question(device, "Shelly.GetDeviceInfo", _INFO)
        self._put_question(device, "Shelly.GetConfig", _CONFIG)
        self._put_question(device, "Shelly.GetStatus", _STATUS)

    def _forget(self, prefix: str) -> None:
        del self._devices[prefix]
        self._wire.ignore(f"{prefix}/events/rpc", self._take_event)
        self.announcements.put(_origin(prefix), {})

    @understood
    def _take_answer(self, topic: str, payload: bytes, _retained: bool) -> None:
        prefix = topic.removeprefix(f"{self._name}/shelly/").removesuffix("/rpc")
        said = decode(payload, dict[str, object])
        number, result = said.get("id"), part(said, "result")
        device = self._devices.get(prefix)
        if device is None or not result:
            return
        if number == _INFO:
            self._learn(replace(device, info=result))
        elif number == _CONFIG:
            self._learn(replace(device, config=result))
        elif number == _STATUS:
            self._learn_status(device, result)

    @understood
    def _take_event(self, topic: str, payload: bytes, _retained: bool) -> None:
        prefix = topic.removesuffix("/events/rpc")
        said = decode(payload, dict[str, object])
        params, device = part(said, "params"), self._devices.get(prefix)
        if device is None:
            return
        if said.get("method") == "NotifyFullStatus":
            if not device.info:  # it may be asleep again before it answers
                _, _, mac = str(said.get("src")).rpartition("-")
                device = replace(device, info={"id": said.get("src"), "mac": mac})
            if device.status.keys() != {k for k, v in params.items() if isinstance(v, dict)}:
                self._learn_status(device, params)
        events = params.get("events")
        if isinstance(events, list) and any(
            isinstance(each, dict) and each.get("event") in _CHANGED for each in events
        ):
            self._ask_all(device)

    def _learn_status(self, device: ShellyDevice, told: Facts) -> None:
        """Take in which components there are; what they measure, their entities hear themselves."""
        status = {key: each for key, each in told.items() if isinstance(each, dict)}
        self._learn(replace(device, status=device.status | status))

    def _learn(self, device: ShellyDevice) -> None:
        self._devices[device.prefix] = device
        if not device.info or not device.status:
            return
        self.announcements.put(_origin(device.prefix), device_parts(device))
        self._put_question(device, "Shelly.GetStatus", _FOR_ENTITIES)

    def _put_question(self, device: ShellyDevice, method: str, number: int) -> None:
        try:
            self._ask(f"{device.prefix}/rpc", request(device.answers, method, number=number))
        except DeviceUnreachable:
            return


def _origin(prefix: str) -> str:
    return f"shelly {prefix}"
