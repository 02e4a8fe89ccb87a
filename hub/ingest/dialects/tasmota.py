"""Tasmota in its own words: what each device announces, and the question that wakes its states."""

import re
from collections.abc import Callable

from hub.core.codec import decode
from hub.core.errors import BadPayload, DeviceUnreachable
from hub.ingest.dialects.listening import Announces, Wire, understood
from hub.ingest.dialects.tasmota_config import TasmotaConfig, read_config
from hub.ingest.dialects.tasmota_parts import device_parts

_MAC = re.compile(r"[A-Z0-9_-]+")
# What makes a device tell everything: it keeps no state on the broker.
_QUESTIONS = (("STATE", ""), ("STATUS", "10"), ("STATUS", "11"), ("STATUS", "1"), ("STATUS", "2"))

Ask = Callable[[str, str], None]  # topic, payload


class Tasmota:
    """Listens for Tasmota devices under ``prefix``; with ``ask`` it asks each that comes online.

    ``ask`` may raise ``DeviceUnreachable``: then the broker is gone, and its return asks anew.
    """

    def __init__(
        self,
        wire: Wire,
        announcements: Announces,
        *,
        ask: Ask | None = None,
        prefix: str = "tasmota/discovery",
    ) -> None:
        self._wire, self.announcements, self._ask = wire, announcements, ask
        self._prefix = prefix
        self._configs: dict[str, TasmotaConfig] = {}
        self._sensors: dict[str, dict[str, object]] = {}
        self._watched: dict[str, TasmotaConfig] = {}  # the topic of its presence -> a device
        wire.listen(f"{prefix}/+/config", self._take_config)
        wire.listen(f"{prefix}/+/sensors", self._take_sensors)

    @understood
    def _take_config(self, topic: str, payload: bytes, _retained: bool) -> None:
        mac = topic.split("/")[-2]
        if not _MAC.fullmatch(mac):
            return
        if not payload.strip():
            self._forget(mac)
            return
        config = self._checked(mac, payload)
        if config != self._configs.get(mac):
            self._unwatch(mac)
            self._configs[mac] = config
            self._watch(config)
        self._announce(mac)

    def _checked(self, mac: str, payload: bytes) -> TasmotaConfig:
        config = read_config(decode(payload, dict[str, object]))
        if config.mac != mac:
            raise BadPayload(f"mac must be {mac}, as its topic says, not {config.mac!r}")
        for other in self._configs.values():
            if other.mac != mac and other.commands() == config.commands():
                raise BadPayload(
                    f"{config.name} and {other.name} both listen to {config.commands()}:"
                    " give one of them another topic"
                )
        return config

    @understood
    def _take_sensors(self, topic: str, payload: bytes, _retained: bool) -> None:
        mac = topic.split("/")[-2]
        if not payload.strip():
            self._sensors.pop(mac, None)
        else:
            told = decode(payload, dict[str, object]).get("sn")
            if not isinstance(told, dict):
                raise BadPayload("sn must be an object")
            self._sensors[mac] = told
        if mac in self._configs:
            self._announce(mac)

    def _announce(self, mac: str) -> None:
        parts = device_parts(self._configs[mac], self._sensors.get(mac))
        self.announcements.put(self._origin(mac), parts)

    def _forget(self, mac: str) -> None:
        if mac in self._configs:
            self._unwatch(mac)
            del self._configs[mac]
            self.announcements.put(self._origin(mac), {})

    def _origin(self, mac: str) -> str:
        return f"{self._prefix}/{mac}/config"

    def _watch(self, config: TasmotaConfig) -> None:
        presence = config.reports("LWT")
        if self._ask is not None and presence not in self._watched:
            self._watched[presence] = config
            self._wire.listen(presence, self._take_presence)

    def _unwatch(self, mac: str) -> None:
        for presence, config in [*self._watched.items()]:
            if config.mac == mac:
                del self._watched[presence]
                self._wire.ignore(presence, self._take_presence)

    @understood
    def _take_presence(self, topic: str, payload: bytes, _retained: bool) -> None:
        config = self._watched.get(topic)
        if config is None or self._ask is None or payload != config.online.encode():
            return
        for name, words in _QUESTIONS:
            try:
                self._ask(config.commands(name), words)
            except DeviceUnreachable:
                return
