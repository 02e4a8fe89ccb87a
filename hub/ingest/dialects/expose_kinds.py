"""Zigbee lights, switches, locks, covers and fans as the things they are."""

from collections.abc import Iterator, Sequence

from hub.ingest.dialects.expose import (
    Config,
    Entry,
    Expose,
    Topics,
    find,
    only,
    title,
    value,
)
from hub.ingest.dialects.expose_words import OWN_SWITCHES

_OPENING = frozenset(["opening", "open", "forward", "up", "rising"])
_CLOSING = frozenset(["closing", "close", "backward", "back", "reverse", "down", "declining"])
_STOPPED = frozenset(["stopped", "stop", "pause", "paused"])
_SPEEDS = ["low", "medium", "high", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
_PRESETS = ["on", "auto", "smart"]


def light(lights: Sequence[Expose], everything: Sequence[Expose], topics: Topics) -> Entry:
    """One light; several exposes are a group's members, which share what all of them can."""
    end = lights[0].endpoint
    warmths = [f for it in lights if (f := it.feature("color_temp"))]
    modes = [mode for mode in (_colour(lights), "color_temp" if warmths else "") if mode]
    effects = [
        e for it in everything if it.type == "enum" and it.name == "effect" for e in it.texts
    ]
    config: Config = {
        "name": title(end),
        "schema": "json",
        "brightness": any(it.feature("brightness") for it in lights),
        "brightness_scale": 254,
        "command_topic": topics.command(end),
        "state_topic": topics.base,
        "supported_color_modes": modes or ["brightness"],
        **only(
            state_suffix=f"_{end}" if end else None,
            max_mireds=min((f.value_max for f in warmths if f.value_max is not None), default=None),
            min_mireds=max((f.value_min for f in warmths if f.value_min is not None), default=None),
            effect=True if effects else None,
            effect_list=list(dict.fromkeys(effects)) or None,
        ),
    }
    return Entry(component="light", key=f"light_{end}" if end else "light", config=config)


def _colour(lights: Sequence[Expose]) -> str:
    """Return ``xy`` or ``hs``: the first that a light names, the hue where any light does so."""
    names = [[f.name for f in it.features if f.name in {"color_xy", "color_hs"}] for it in lights]
    both = [n for n in names if len(n) > 1]
    if any(n[0] == "color_hs" for n in both):
        return "hs"
    found = {name for n in names for name in n}
    return "xy" if "color_xy" in found else "hs" if found else ""


def switch(it: Expose, topics: Topics, *, grouped: bool = False) -> Iterator[Entry]:
    """Yield a switch; one with a name of its own (``child lock``) is a setting."""
    state = it.feature("state", kind="binary") or it.features[0]
    end = None if grouped else it.endpoint
    told = state.plain_property if grouped else state.property
    config: Config = {
        "name": title(end),
        "payload_on": state.value_on,
        "payload_off": state.value_off,
        "value_template": value(told),
        "state_topic": topics.base,
        "command_topic": topics.command(end),
    }
    key = f"switch_{end}" if end else "switch"
    if told in OWN_SWITCHES:
        key = told
        config |= {
            "name": it.label or state.label,
            "command_topic": topics.command(end, told),
            "state_on": state.value_on,
            "state_off": state.value_off,
            "entity_category": "config",
        }
    yield Entry(component="switch", key=key, config=config)


def lock(it: Expose, topics: Topics, *, grouped: bool = False) -> Iterator[Entry]:
    """Yield a lock."""
    state = it.feature("state", kind="binary") or it.features[0]
    end = None if grouped else it.endpoint
    config: Config = {
        "name": title(end),
        "command_topic": topics.command(end, state.property if end else None),
        "state_topic": topics.base,
        "value_template": value(state.plain_property if grouped else state.property),
        "state_locked": state.value_on,
        "state_unlocked": state.value_off,
    }
    yield Entry(component="lock", key=f"lock_{end}" if end else "lock", config=config)


def cover(
    covers: Sequence[Expose], everything: Sequence[Expose], topics: Topics, *, grouped: bool = False
) -> Iterator[Entry]:
    """Yield a cover, with position and tilt where it has them."""
    end = None if grouped else covers[0].endpoint
    parts = [f for it in covers for f in it.features]
    state = find(parts, "state")
    if state is None:
        return

    def name(what: Expose) -> str:
        return what.plain_property if grouped else what.property

    position, tilt = find(parts, "position"), find(parts, "tilt")
    config: Config = {
        "name": title(end),
        "command_topic": topics.command(end),
        "state_topic": topics.base,
        **_movement(name(state), name(position) if position else None, everything, end),
    }
    if position:
        config |= {
            "position_topic": topics.base,
            "position_template": value(name(position)),
            "set_position_topic": topics.command(end),
            "set_position_template": f'{{ "{name(position)}": {{{{ position }}}} }}',
        }
    if tilt:
        config |= {
            "tilt_status_topic": topics.base,
            "tilt_status_template": value(name(tilt)),
            "tilt_command_topic": topics.command(end, "tilt"),
        }
    if not position and not tilt:
        config["optimistic"] = True
    yield Entry(component="cover", key=f"cover_{end}" if end else "cover", config=config)


def _movement(
    state: str, position: str | None, everything: Sequence[Expose], end: str | None
) -> Config:
    """Return how to see from a cover's message whether it moves, and where it came to rest."""
    motors = [e for e in everything if e.name in {"motor_state", "moving"} and e.tells]
    motor = next((e for e in motors if e.type == "enum" and e.endpoint in {end, None}), None)
    running = find(everything, "running", kind="binary")
    words = [_first(motor, known) for known in (_OPENING, _CLOSING, _STOPPED)] if motor else []
    if motor and all(words):
        return _by_motor(state, position, motor.property, words)
    if running and position:
        still = f'value_json["{running.property}"]'
        where = f'value_json["{position}"]'
        return {
            "value_template": f'{{% if "{running.property}" in value_json and {still} %}} '
            f"{{% if {where} > 0 %}} closing {{% else %}} opening {{% endif %}} "
            "{% else %} stopped {% endif %}"
        }
    return {
        "value_template": value(state),
        "state_open": "OPEN",
        "state_closed": "CLOSE",
        "state_stopped": "STOP",
    }


def _first(motor: Expose, known: frozenset[str]) -> str:
    return next((text for text in motor.texts if text.lower() in known), "")


def _by_motor(state: str, position: str | None, motor: str, words: Sequence[str]) -> Config:
    """Return the movement by what the motor says; a position at its end outweighs it."""
    opening, closing, stopped = words

    def told(name: str, what: object) -> str:
        shown = f'"{what}"' if isinstance(what, str) else what
        return f'"{name}" in value_json and value_json["{name}"] == {shown}'

    cases = [(told(motor, opening), opening), (told(motor, closing), closing)]
    if position:
        ends = [
            (f"{told(position, 0)} and {told(state, 'CLOSE')}", "CLOSE"),
            (f"{told(position, 100)} and {told(state, 'OPEN')}", "OPEN"),
        ]
        rest = f'{{% if value_json["{position}"] == 0 %}}CLOSE{{% else %}}OPEN{{% endif %}}'
        cases = [*ends, *cases, (f'{told(motor, stopped)} and "{position}" in value_json', rest)]
    cases += [(told(state, "OPEN"), "OPEN"), (told(state, "CLOSE"), "CLOSE")]
    text = "{% el".join(f"if {when} %}}{then}" for when, then in cases)
    return {
        "value_template": f"{{% {text}{{% else %}}{stopped}{{% endif %}}",
        "state_opening": opening,
        "state_closing": closing,
        "state_open": "OPEN",
        "state_closed": "CLOSE",
        "state_stopped": stopped,
    }


def fan(it: Expose, topics: Topics, model: str) -> Iterator[Entry]:
    """Yield a fan: with a speed of its own, or with modes of which some are speeds."""
    mode, speed = it.feature("mode", kind="enum"), it.feature("speed", kind="numeric")
    config: Config = {"name": None, "state_topic": topics.base}
    if mode:
        config |= _modes(mode, topics, model)
    elif speed:
        config |= {
            "command_topic": topics.command(None, "state"),
            "state_value_template": "{{ value_json.state }}",
            "percentage_state_topic": topics.base,
            "percentage_command_topic": topics.command(None, "speed"),
            "percentage_value_template": (
                f"{{{{ value_json[\"{speed.property}\"] | default('None') }}}}"
            ),
            "percentage_command_template": "{{ value | default('') }}",
            **only(speed_range_min=speed.value_min, speed_range_max=speed.value_max),
        }
    yield Entry(component="fan", key="fan", config=config)


def _modes(mode: Expose, topics: Topics, model: str) -> Config:
    """Return a fan whose speeds are modes; what is no speed is a preset."""
    known = mode.texts
    speeds = ["off", *(s for s in _SPEEDS if s in known)]
    presets = [p for p in _PRESETS if p in known]
    if model == "99432":  # this one's fourth speed is called "on", its breeze "smart"
        speeds, presets = ["off", "low", "medium", "high", "on"], ["smart"]
    read = f'value_json["{mode.property}"]'
    steps = ", ".join(f"'{s}':{i}" for i, s in enumerate(speeds))
    back = ", ".join(f"{i}:'{s}'" for i, s in enumerate(speeds))
    among = ", ".join(f"'{p}'" for p in presets)
    return {
        "command_topic": topics.command(None, "fan_state"),
        "state_value_template": "{{ value_json.fan_state }}",
        "percentage_state_topic": topics.base,
        "percentage_command_topic": topics.command(None, "fan_mode"),
        "percentage_value_template": f"{{{{ {{{steps}}}[{read}] | default('None') }}}}",
        "percentage_command_template": f"{{{{ {{{back}}}[value] | default('') }}}}",
        "speed_range_min": 1,
        "speed_range_max": len(speeds) - 1,
        "preset_mode_state_topic": topics.base,
        "preset_mode_command_topic": topics.command(None, "fan_mode"),
        "preset_mode_value_template": (
            f"{{{{ {read} if {read} in [{among}] else 'None' | default('None') }}}}"
        ),
        "preset_modes": presets,
    }
