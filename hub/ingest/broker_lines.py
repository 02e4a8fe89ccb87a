"""What to paste into a device or its bridge so that it finds the broker."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hub.core.adding import Software
from hub.core.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Where the broker is and how to sign in; no ``username`` where none is asked for."""

    host: str
    port: int
    username: str = ""
    password: str = ""
    topic: str


def lines_for(kind: Software, access: Access) -> tuple[str, ...]:
    """Return the lines for a device of this kind."""
    return tuple(_LINES[kind](access))


def where(kind: Software) -> Message:
    """Return the sentence that says where they go."""
    return Message(id=f"devices.add.where.{kind}")


def _zigbee2mqtt(access: Access) -> list[str]:
    signs = {"user": access.username, "password": access.password} if access.username else {}
    server = f"mqtt://{_bracketed(access.host)}:{access.port}"
    return ["mqtt:", *_yaml({"base_topic": access.topic, "server": server, **signs})]


def _tasmota(access: Access) -> list[str]:
    said = {
        "MqttHost": access.host,
        "MqttPort": str(access.port),
        "MqttUser": access.username or "0",  # 0 empties it
        "MqttPassword": access.password or "0",
        "Topic": access.topic,
        "FullTopic": "%prefix%/%topic%/",
        "SetOption3": "1",  # MQTT on
        "SetOption19": "0",  # its own announcements, which tell more
    }
    return ["Backlog " + "; ".join(f"{name} {value}" for name, value in said.items())]


def _shelly(access: Access) -> list[str]:
    signs = {"user": access.username, "pass": access.password} if access.username else {}
    config = {
        "enable": True,
        "server": f"{_bracketed(access.host)}:{access.port}",
        **signs,
        "topic_prefix": access.topic,
        "rpc_ntf": True,
        "status_ntf": True,
    }
    asked = json.dumps({"id": 1, "method": "Mqtt.SetConfig", "params": {"config": config}})
    return [
        f"curl -X POST -d '{asked}' http://SHELLY/rpc",
        'curl -X POST -d \'{"id": 2, "method": "Shelly.Reboot"}\' http://SHELLY/rpc',
    ]


def _esphome(access: Access) -> list[str]:
    signs = {"username": access.username, "password": access.password} if access.username else {}
    said: dict[str, str | int] = {
        "broker": access.host,
        "port": access.port,
        **signs,
        "topic_prefix": access.topic,
    }
    return ["mqtt:", *_yaml(said), "  discovery: true"]


def _other(access: Access) -> list[str]:
    said: dict[str, str | int] = {"host": access.host, "port": access.port}
    if access.username:
        said |= {"username": access.username, "password": access.password}
    return [f"{key}: {value}" for key, value in said.items()] + [f"topics: {access.topic}/…"]


_LINES: Mapping[Software, Callable[[Access], list[str]]] = {
    "zigbee2mqtt": _zigbee2mqtt,
    "tasmota": _tasmota,
    "shelly": _shelly,
    "esphome": _esphome,
    "other": _other,
}


def _yaml(values: Mapping[str, str | int]) -> list[str]:
    """Return lines of YAML; a text in quotes is one, whatever it looks like."""
    return [f"  {key}: {json.dumps(value)}" for key, value in values.items()]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
