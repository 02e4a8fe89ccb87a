"""Zigbee devices, groups and the bridge as announcements, with zigbee2mqtt's own unique ids."""

from collections.abc import Iterable, Iterator, Sequence

from hub.ingest.dialects.bridge import (
    BridgeFacts,
    ZigbeeDevice,
    ZigbeeGroup,
    ZigbeeScene,
)
from hub.ingest.dialects.expose import Config, Entry, Topics, only
from hub.ingest.dialects.exposes import entries, group_entries
from hub.ingest.dialects.zigbee_light import ZigbeeLight

Parts = dict[str, Config]

# Newer bridges say {"state": "online"}, older ones plainly online.
_PRESENT = "{{ (value_json | default({})).state | default(value) }}"
_ABSENT = '{{ "offline" }}'
_UPDATE = (
    "{% set it = value_json['update'] %}{% set known = it.get('latest_version') is not none %}"
    '{"latest_version":"{{ it.get(\'latest_version\') if known else -1 }}",'
    '"installed_version":"{{ it.get(\'installed_version\') if known else -1 }}",'
    "\"update_percentage\":{{ it.get('progress', 'null') }},"
    "\"in_progress\":{{ (it.get('state') == 'updating') | lower }}}"
)


def device_parts(device: ZigbeeDevice, bridge: BridgeFacts, base: str) -> Parts:
    """Return what a device would announce; nothing while its model is unknown."""
    if not device.is_known or device.definition is None:
        return {}
    definition, topics = device.definition, Topics(base=f"{base}/{device.friendly_name}")
    made = [*entries(definition.exposes, topics, definition.model)]
    made += [*_beside(device, bridge, base, topics), *_scenes(device.scenes, topics)]
    about: Config = {
        "identifiers": [f"zigbee2mqtt_{device.ieee_address}"],
        "name": device.friendly_name,
        "model": definition.description,
        "model_id": definition.model,
        "manufacturer": definition.vendor,
        **only(sw_version=device.software_build_id or None, via_device=_bridge_id(bridge)),
    }
    watched = bridge.tells_presence(device.ieee_address) and not device.disabled
    present = _ABSENT if device.disabled else _PRESENT
    shared = {"device": about, **_availability(base, topics if watched else None, present)}
    return _named(made, device.ieee_address, base, shared)


def group_parts(
    group: ZigbeeGroup, members: Sequence[ZigbeeDevice], bridge: BridgeFacts, base: str
) -> Parts:
    """Return what a group would announce: the kinds its members have."""
    topics = Topics(base=f"{base}/{group.friendly_name}")
    exposes = [m.definition.exposes for m in members if m.definition]
    made = [*group_entries(exposes, topics), *_scenes(group.scenes, topics)]
    encoded = "".join(str(ord(letter)) for letter in base)
    about: Config = {
        "identifiers": [f"zigbee2mqtt_{encoded}_{group.id}"],
        "name": group.friendly_name,
        "model": "Group",
        "manufacturer": "Zigbee2MQTT",
        **only(
            sw_version=f"Zigbee2MQTT {bridge.version}" if bridge.version else None,
            via_device=_bridge_id(bridge),
        ),
    }
    watched = all(bridge.tells_presence(m.ieee_address) for m in members)
    shared = {"device": about, **_availability(base, topics if watched else None, _PRESENT)}
    return _named(made, str(group.id), base, shared)


def bridge_parts(bridge: BridgeFacts, base: str) -> Parts:
    """Return what the bridge itself would announce."""
    if not bridge.coordinator:
        return {}
    about: Config = {
        "identifiers": [_bridge_id(bridge)],
        "name": "Zigbee2MQTT Bridge",
        "model": "Bridge",
        "manufacturer": "Zigbee2MQTT",
        "sw_version": bridge.version,
        "hw_version": f"{bridge.coordinator_type} {bridge.coordinator_version}".strip(),
    }
    shared = {"device": about, **_availability(base, None, _PRESENT)}
    made = _named(_bridge_entries(base), f"bridge_{bridge.coordinator}", base, shared)
    del made["binary_sensor/connection_state"]["availability"]  # it is what tells of presence
    return made


def _bridge_id(bridge: BridgeFacts) -> str | None:
    return f"zigbee2mqtt_bridge_{bridge.coordinator}" if bridge.coordinator else None


def _named(made: Iterable[Entry], owner: str, base: str, shared: Config) -> Parts:
    """Give each entity its unique id and what all of them share."""
    return {
        f"{entry.component}/{entry.key}": {
            "platform": entry.component,
            **({"component": ZigbeeLight} if entry.component == "light" else {}),
            **entry.config,
            "unique_id": f"{owner}_{entry.key}_{base}",
            **shared,
        }
        for entry in made
    }


def _availability(base: str, topics: Topics | None, present: str) -> Config:
    places = [f"{base}/bridge/state", *([f"{topics.base}/availability"] if topics else [])]
    return {
        "availability": [{"topic": place, "value_template": present} for place in places],
        "availability_mode": "all",
    }


def _beside(
    device: ZigbeeDevice, bridge: BridgeFacts, base: str, topics: Topics
) -> Iterator[Entry]:
    """When it was last heard, and its updates, where the bridge tells of them."""
    if bridge.last_seen != "disable":
        config: Config = {
            "name": "Last seen",
            "state_topic": topics.base,
            "value_template": "{{ value_json.last_seen }}",
            "enabled_by_default": False,
            "entity_category": "diagnostic",
        }
        if bridge.last_seen.startswith("ISO_8601"):
            config["device_class"] = "timestamp"
            del config["name"]
        yield Entry(component="sensor", key="last_seen", config=config)
    if device.definition and device.definition.supports_ota:
        config = {
            "name": None,
            "state_topic": topics.base,
            "device_class": "firmware",
            "entity_category": "config",
            "command_topic": f"{base}/bridge/request/device/ota_update/update",
            "payload_install": f'{{"id": "{device.ieee_address}"}}',
            "value_template": _UPDATE,
        }
        yield Entry(component="update", key="update", config=config)


def _scenes(scenes: Iterable[ZigbeeScene], topics: Topics) -> Iterator[Entry]:
    for scene in scenes:
        config: Config = {
            "name": scene.name,
            "command_topic": topics.command(None),
            "payload_on": f'{{ "scene_recall": {scene.id} }}',
        }
        yield Entry(component="scene", key=f"scene_{scene.id}", config=config)


def _bridge_entries(base: str) -> Iterator[Entry]:
    def told(where: str, template: str) -> Config:
        return {"state_topic": f"{base}/bridge/{where}", "value_template": template}

    diagnostic: Config = {"entity_category": "diagnostic"}
    yield Entry(
        component="binary_sensor",
        key="connection_state",
        config={
            **told("state", _PRESENT),
            **diagnostic,
            "device_class": "connectivity",
            "name": "Connection state",
            "payload_on": "online",
            "payload_off": "offline",
        },
    )
    yield Entry(
        component="binary_sensor",
        key="restart_required",
        config={
            **told("info", "{{ value_json.restart_required }}"),
            **diagnostic,
            "device_class": "problem",
            "name": "Restart required",
            "enabled_by_default": False,
            "payload_on": True,
            "payload_off": False,
        },
    )
    yield Entry(
        component="button",
        key="restart",
        config={
            "name": "Restart",
            "device_class": "restart",
            "command_topic": f"{base}/bridge/request/restart",
            "payload_press": "",
        },
    )
    yield Entry(
        component="sensor",
        key="version",
        config={"name": "Version", **diagnostic, **told("info", "{{ value_json.version }}")},
    )
    yield Entry(
        component="sensor",
        key="coordinator_version",
        config={
            "name": "Coordinator version",
            **diagnostic,
            "enabled_by_default": False,
            **told("info", "{{ value_json.coordinator.meta.revision }}"),
        },
    )
    yield from _bridge_controls(base)


def _bridge_controls(base: str) -> Iterator[Entry]:
    yield Entry(
        component="select",
        key="log_level",
        config={
            "name": "Log level",
            "entity_category": "config",
            "state_topic": f"{base}/bridge/info",
            "value_template": "{{ value_json.log_level | lower }}",
            "command_topic": f"{base}/bridge/request/options",
            "command_template": '{"options": {"advanced": {"log_level": "{{ value }}" } } }',
            "options": ["error", "warning", "info", "debug"],
        },
    )
    yield Entry(
        component="switch",
        key="permit_join",
        config={
            "name": "Permit join",
            "state_topic": f"{base}/bridge/info",
            "value_template": "{{ value_json.permit_join | lower }}",
            "command_topic": f"{base}/bridge/request/permit_join",
            "state_on": "true",
            "state_off": "false",
            "payload_on": '{"time": 254}',
            "payload_off": '{"time": 0}',
        },
    )
