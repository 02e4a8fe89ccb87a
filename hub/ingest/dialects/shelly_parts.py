"""A Shelly of the second generation or later as announcements.

Ids are those of Home Assistant's Shelly integration: ``<MAC>-switch:0``, ``<MAC>-switch:0-power``.
"""

from collections.abc import Iterator

from hub.ingest.dialects.expose import Config
from hub.ingest.dialects.shelly_device import ShellyDevice, kind_of, part, shared
from hub.ingest.dialects.shelly_measures import measurements, told_at
from hub.ingest.dialects.shelly_things import (
    ShellyBinarySensor,
    ShellyButton,
    ShellyCover,
    ShellyLight,
    ShellySwitch,
)

Parts = dict[str, Config]
Found = Iterator[tuple[str, str, Config]]  # platform, the end of the id, what is particular

_LIGHTS = frozenset({"light", "rgb", "rgbw", "cct", "rgbcct"})
_ALARMS = {"smoke": ("alarm", "smoke"), "flood": ("alarm", "moisture")}
_PRESSES = ("single_push", "double_push", "triple_push", "long_push", "btn_down", "btn_up")


def device_parts(device: ShellyDevice) -> Parts:
    """Return what a device announces: every component its status names."""
    common = shared(device)
    return {
        end: {"platform": platform, "unique_id": f"{device.mac}-{end}", **own, **common}
        for component in device.status
        for platform, end, own in _things(device, component)
    }


def _things(device: ShellyDevice, component: str) -> Found:
    kind = kind_of(component)
    if kind == "switch":
        yield "switch", component, _switch(device, component)
    elif kind == "cover":
        yield "cover", component, _cover(device, component)
    elif kind in _LIGHTS:
        yield "light", component, _light(device, component, kind)
    elif kind == "input":
        yield from _input(device, component)
    elif kind in _ALARMS:
        key, device_class = _ALARMS[kind]
        about = {**_contact(device, component, key), "device_class": device_class}
        yield "binary_sensor", f"{component}-{key}", about
    for end, about in measurements(device, component):
        yield "sensor", end, about


def _told(device: ShellyDevice, component: str, *path: str) -> Config:
    return {
        "state_topic": device.topics(component),
        "paths": {"value_template": told_at(component, [*path])},
    }


def _switch(device: ShellyDevice, component: str) -> Config:
    return {
        **_told(device, component, "output"),
        "component": ShellySwitch,
        "name": device.label(component, "Switch"),
        "command_topic": f"{device.prefix}/rpc",
        "payload_on": device.call(component, "Set", on=True),
        "payload_off": device.call(component, "Set", on=False),
        "state_on": "True",
        "state_off": "False",
    }


def _cover(device: ShellyDevice, component: str) -> Config:
    """Return a cover; one that was never taught its way has no position."""
    told, way = device.told(component), f"{device.prefix}/rpc"
    paths = {"value_template": told_at(component, ["state"])}
    cover: Config = {
        "component": ShellyCover,
        "name": device.label(component, "Cover"),
        "state_topic": device.topics(component),
        "paths": paths,
        "command_topic": way,
        "payload_open": device.call(component, "Open"),
        "payload_close": device.call(component, "Close"),
        "payload_stop": device.call(component, "Stop"),
    }
    if told.get("pos_control") is True:
        paths["position_template"] = told_at(component, ["current_pos"])
        cover |= {
            "position_topic": device.topics(component),
            "set_position_topic": way,
            "set_position_template": _with_number(device, component, "pos", "position"),
        }
    if told.get("slat_pos") is not None:
        paths["tilt_status_template"] = told_at(component, ["slat_pos"])
        cover |= {
            "tilt_status_topic": device.topics(component),
            "tilt_command_topic": way,
            "tilt_command_template": _with_number(device, component, "slat_pos", "tilt_position"),
        }
    return cover


def _with_number(device: ShellyDevice, component: str, key: str, name: str) -> str:
    """Return a template of the request that moves a cover to a place."""
    asked = device.call(component, "GoToPosition", **{key: "PLACE"})
    return asked.replace('"PLACE"', f"{{{{ {name} }}}}")


def _light(device: ShellyDevice, component: str, kind: str) -> Config:
    return {
        **_told(device, component),
        "component": ShellyLight,
        "name": device.label(component, "Light"),
        "light_kind": kind,
        "dims": "brightness" in device.told(component),
        "command_topic": f"{device.prefix}/rpc",
        "payload_on": device.call(component, "Set", on=True),
        "payload_off": device.call(component, "Set", on=False),
        "min_kelvin": 2700,  # what Shelly's own app offers
        "max_kelvin": 6500,
    }


def _input(device: ShellyDevice, component: str) -> Found:
    """Yield a switch's contact as a binary sensor, a button's presses as events."""
    told = device.told(component)
    if isinstance(told.get("state"), bool):
        yield "binary_sensor", f"{component}-input", _contact(device, component, "state")
    elif part(device.config, component).get("type", "button") == "button" and "state" in told:
        yield (
            "event",
            component,
            {
                "component": ShellyButton,
                "name": device.label(component, "Input") or "Input",
                "device_class": "button",
                "event_types": list(_PRESSES),
                "state_topic": (f"{device.prefix}/events/rpc",),
                "input": component,
            },
        )


def _contact(device: ShellyDevice, component: str, key: str) -> Config:
    kind = kind_of(component).capitalize()
    return {
        **_told(device, component, key),
        "component": ShellyBinarySensor,
        "name": device.label(component, kind) or kind,
        "payload_on": "True",
        "payload_off": "False",
    }
