"""What a Tasmota device tells of its own health: its signal, its restarts, its version."""

from collections.abc import Iterator

from hub.ingest.dialects.expose import Config, only
from hub.ingest.dialects.tasmota_config import TasmotaConfig

_STATUS, _FIRMWARE, _STATE = 1, 2, 11  # numbers of the STATUS answers
# name in the id: what people read, the answer it stands in, its path there, whether regular
_TOLD: dict[str, tuple[str, int, list[str], bool]] = {
    "last_restart_time": ("Last Restart Time", _STATE, ["UptimeSec"], False),
    "status_link_count": ("WiFi Connect Count", _STATE, ["Wifi", "LinkCount"], True),
    "status_mqtt_count": ("MQTT Connect Count", _STATE, ["MqttCount"], True),
    "status_restart_reason": ("Restart Reason", _STATUS, ["RestartReason"], False),
    "status_rssi": ("RSSI", _STATE, ["Wifi", "RSSI"], True),
    "status_signal": ("Signal", _STATE, ["Wifi", "Signal"], True),
    "status_ssid": ("SSID", _STATE, ["Wifi", "SSId"], False),
    "status_version": ("Firmware Version", _FIRMWARE, ["Version"], False),
}
_ROOTS = {_STATUS: "StatusPRM", _FIRMWARE: "StatusFWR", _STATE: "StatusSTS"}
_HIDDEN = frozenset({"status_rssi", "status_signal", "status_version"})
_MEANINGS: dict[str, Config] = {
    "last_restart_time": {"device_class": "timestamp", "since": True},
    "status_rssi": {"unit_of_measurement": "%", "state_class": "measurement"},
    "status_signal": {
        "device_class": "signal_strength",
        "unit_of_measurement": "dBm",
        "state_class": "measurement",
    },
}


def statuses(config: TasmotaConfig) -> Iterator[tuple[str, Config]]:
    """Yield the end of the id and the announcement of each."""
    yield (
        "status_ip",
        {
            "name": "IP",
            "entity_category": "diagnostic",
            "enabled_by_default": False,
            "state_topic": (),
            "constant": config.ip,
        },
    )
    for name, (label, number, path, regular) in _TOLD.items():
        topics = [config.reports("STATE")] if regular else []
        yield (
            name,
            {
                "name": label,
                "entity_category": "diagnostic",
                **only(enabled_by_default=False if name in _HIDDEN else None),
                **_MEANINGS.get(name, {}),
                "state_topic": (*topics, config.answers(f"STATUS{number}")),
                "paths": {
                    "value_template": [[_ROOTS[number], *path], *([path] if regular else [])]
                },
            },
        )
    if config.battery:
        yield (
            "status_battery_percentage",
            {
                "name": "Battery Level",
                "device_class": "battery",
                "unit_of_measurement": "%",
                "state_class": "measurement",
                "state_topic": (config.reports("STATE"), config.answers(f"STATUS{_STATE}")),
                "paths": {
                    "value_template": [["StatusSTS", "BatteryPercentage"], ["BatteryPercentage"]]
                },
            },
        )
