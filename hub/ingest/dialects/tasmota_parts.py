"""A Tasmota device as announcements, with the ids Home Assistant's Tasmota integration gives."""

from collections.abc import Iterator

from hub.ingest.dialects.expose import Config, only
from hub.ingest.dialects.tasmota_config import LIGHT, OFF, ON, RELAY, SHUTTER, TasmotaConfig
from hub.ingest.dialects.tasmota_light import TasmotaLight
from hub.ingest.dialects.tasmota_lights import light
from hub.ingest.dialects.tasmota_sensors import measurements
from hub.ingest.dialects.tasmota_status import statuses
from hub.ingest.dialects.tasmota_things import (
    TasmotaBinarySensor,
    TasmotaFan,
    TasmotaSensor,
    TasmotaShutter,
    TasmotaSwitch,
)
from hub.ingest.dialects.tasmota_triggers import pulses, reports_state, triggers
from hub.ingest.discovery.component import Component

Parts = dict[str, Config]

_COMPONENTS: dict[str, type[Component]] = {
    "binary_sensor": TasmotaBinarySensor,
    "cover": TasmotaShutter,
    "fan": TasmotaFan,
    "light": TasmotaLight,
    "sensor": TasmotaSensor,
    "switch": TasmotaSwitch,
}

_MOST_SHUTTERS = 16
_UPSIDE_DOWN = 1  # bit of a shutter's options


def device_parts(config: TasmotaConfig, sensors: dict[str, object] | None) -> Parts:
    """Return what a device announces; ``sensors`` is its ``sn``, once it told it."""
    shared = _shared(config)
    made: Parts = {}
    for platform, end, own in _things(config, sensors):
        made[end] = {
            "platform": platform,
            "component": _COMPONENTS[platform],
            "unique_id": f"{config.mac}_{end}",
            **own,
            **shared,
        }
    about = {"device": shared["device"]}
    made |= {
        key: {"platform": "device_automation", **each, **about} for key, each in triggers(config)
    }
    return made


def _shared(config: TasmotaConfig) -> Config:
    pairs = [config.mac[at : at + 2].lower() for at in range(0, len(config.mac), 2)]
    about: Config = {
        "connections": [["mac", ":".join(pairs)]],
        "name": config.name,
        "manufacturer": "Tasmota",
        "model": config.model,
        "sw_version": config.version,
        **only(configuration_url=f"http://{config.ip}/" if config.ip else None),
    }
    if config.deep_sleep:  # asleep most of the time: its silence means nothing
        return {"device": about}
    return {
        "device": about,
        "availability_topic": config.reports("LWT"),
        "payload_available": config.online,
        "payload_not_available": config.offline,
    }


def _things(
    config: TasmotaConfig, sensors: dict[str, object] | None
) -> Iterator[tuple[str, str, Config]]:
    """Yield platform, the end of the unique id, and what is particular to each entity."""
    yield from _relays(config)
    yield from _shutters(config)
    yield from _switches(config)
    if config.fan:
        yield "fan", "fan_fan_ifan", _fan(config)
    for name, about in statuses(config):
        yield "sensor", f"status_sensor_status_sensor_{name}", about
    for each in measurements(sensors or {}):
        topics = (config.reports("SENSOR"), config.answers("STATUS10"))
        yield "sensor", f"sensor_sensor_{each.key}", {**each.config, "state_topic": topics}


def _relays(config: TasmotaConfig) -> Iterator[tuple[str, str, Config]]:
    """Relays as switches or lights; the lamp of a ceiling fan is one without a dimmer."""
    as_lights = config.option(30)
    for index, use in enumerate(config.relays):
        of_fan = config.fan and index == 0 and use in {RELAY, LIGHT}
        if use == LIGHT and not of_fan:
            about = {**_relay(config, index, "light"), **light(config, index)}
            yield "light", f"light_light_{index}", about
        if (use == RELAY and as_lights) or of_fan:
            yield "light", f"light_relay_{index}", _relay(config, index, "light")
        if use == RELAY and not as_lights:
            yield "switch", f"switch_relay_{index}", _relay(config, index, "switch")


def _relay(config: TasmotaConfig, index: int, kind: str) -> Config:
    number = index + 1
    paths = [["POWER"], [f"POWER{number}"]] if index == 0 else [[f"POWER{number}"]]
    return {
        "name": config.relay_name(kind, index),
        "state_topic": (config.answers("RESULT"), config.reports("STATE")),
        "paths": {"value_template": paths},
        "command_topic": config.commands(f"Power{number}"),
        "payload_on": config.states[ON],
        "payload_off": config.states[OFF],
    }


def _shutters(config: TasmotaConfig) -> Iterator[tuple[str, str, Config]]:
    """Yield shutters: two relays in a row each."""
    uses = [*config.relays, 0]
    found = at = 0
    shutters: list[Config] = []
    while at < len(config.relays):
        if uses[at] == SHUTTER:
            if uses[at + 1] != SHUTTER:
                return  # half a shutter: none of them can be trusted
            shutters.append(_shutter(config, found))
            found, at = found + 1, at + 1
        at += 1
    for index, about in enumerate(shutters[:_MOST_SHUTTERS]):
        yield "cover", f"cover_shutter_{index}", about


def _shutter(config: TasmotaConfig, index: int) -> Config:
    options = config.shutter_options[index] if index < len(config.shutter_options) else 0
    tilt = config.shutter_tilts[index] if index < len(config.shutter_tilts) else ()
    low, high, duration = tilt if len(tilt) == 3 else (0, 0, 0)
    told = f"Shutter{index + 1}"
    return {
        "name": f"cover {index + 1}",
        "state_topic": (
            config.answers("RESULT"),
            config.reports("SENSOR"),
            config.answers("STATUS10"),
        ),
        "paths": {"value_template": [[told], ["StatusSNS", told]]},
        "command_topic": config.commands(),
        "number": index + 1,
        "inverted": bool(options & _UPSIDE_DOWN),
        "tilts": duration != 0 and low != high,
        "tilt_min": low,
        "tilt_max": high,
    }


def _switches(config: TasmotaConfig) -> Iterator[tuple[str, str, Config]]:
    """Yield wall switches that follow a contact: binary sensors."""
    for index, mode in enumerate(config.switches):
        if not reports_state(mode):
            continue
        told = config.switch_name(index) or f"Switch{index + 1}"
        topics = [config.answers("RESULT")]
        paths: list[list[str]] = [[told, "Action"]]
        if not pulses(mode):
            topics += [config.reports("SENSOR"), config.answers("STATUS10")]
            paths += [["StatusSNS", told], [told]]
        about: Config = {
            "name": config.switch_name(index) or f"binary_sensor {index + 1}",
            "state_topic": tuple(topics),
            "paths": {"value_template": paths},
            "payload_on": config.states[ON],
            "payload_off": config.states[OFF],
            **only(off_delay=1 if pulses(mode) else None),
        }
        yield "binary_sensor", f"binary_sensor_switch_{index}", about


def _fan(config: TasmotaConfig) -> Config:
    return {
        "name": None,
        "state_topic": (config.answers("RESULT"), config.reports("STATE")),
        "paths": {"value_template": [["FanSpeed"]]},
        "command_topic": config.commands("FanSpeed"),
    }
