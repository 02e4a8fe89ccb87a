"""Zigbee thermostats: the climate itself, and the sensors and settings beside it."""

from collections.abc import Iterator, Sequence

from hub.ingest.dialects.expose import (
    Config,
    Entry,
    Expose,
    Topics,
    find,
    only,
    printed,
    title,
    value,
)

_ACTIONS = "{None:None,'idle':'idle','heat':'heating','cool':'cooling','fan_only':'fan'}"


def climate(it: Expose, everything: Sequence[Expose], topics: Topics) -> Iterator[Entry]:
    """Yield a thermostat; without a set point and a temperature there is none."""
    heat = it.feature("occupied_heating_setpoint", "current_heating_setpoint", kind="numeric")
    cool = it.feature("occupied_cooling_setpoint", kind="numeric")
    main, measured = heat or cool, it.feature("local_temperature")
    if main is None or main.value_min is None or main.value_max is None or measured is None:
        return
    config: Config = {
        "name": title(it.endpoint),
        "temperature_unit": "C",
        "min_temp": printed(main.value_min),
        "max_temp": printed(main.value_max),
        "current_temperature_topic": topics.base,
        "current_temperature_template": value(measured.property),
        **only(temp_step=main.value_step),
        **_set_points(it, heat, cool, topics),
        **_choices(it, topics),
        **_action(it, topics),
    }
    humidity = next((e for e in everything if e.name == "humidity" and e.tells), None)
    if humidity:
        config["current_humidity_topic"] = topics.base
        config["current_humidity_template"] = value(humidity.property)
    yield from _beside(it, everything, topics)
    end = it.endpoint
    yield Entry(component="climate", key=f"climate_{end}" if end else "climate", config=config)


def _set_points(it: Expose, heat: Expose | None, cool: Expose | None, topics: Topics) -> Config:
    """Return one set point, or a low and a high one where it heats and cools."""
    if heat and cool:
        points = {"temperature_low": heat, "temperature_high": cool}
    else:
        points = {"temperature": main} if (main := heat or cool) else {}
    out: Config = {}
    for word, point in points.items():
        out[f"{word}_command_topic"] = topics.command(it.endpoint, point.name)
        out[f"{word}_state_topic"] = topics.base
        out[f"{word}_state_template"] = value(point.property)
    return out


def _choices(it: Expose, topics: Topics) -> Config:
    """Return modes, fan and swing modes and presets."""
    out: Config = {}
    for name, word, read in (
        ("system_mode", "mode", "state"),
        ("fan_mode", "fan_mode", "state"),
        ("swing_mode", "swing_mode", "state"),
        ("preset", "preset_mode", "value"),
    ):
        choice = it.feature(name, kind="enum")
        if choice:
            out[f"{word}s"] = [text for text in choice.texts if (name, text) not in _UNKNOWN]
            out[f"{word}_command_topic"] = topics.command(it.endpoint, name)
            out[f"{word}_state_topic"] = topics.base
            out[f"{word}_{read}_template"] = value(choice.property)
    return out


_UNKNOWN = {("system_mode", "sleep")}  # a mode of Zigbee that no thermostat card knows


def _action(it: Expose, topics: Topics) -> Config:
    state = it.feature("running_state")
    if state is None:
        return {}
    read = f'{{{{ values[value_json["{state.property}"]] }}}}'
    return {
        "action_topic": topics.base,
        "action_template": f"{{% set values = {_ACTIONS} %}}{read}",
    }


def _beside(it: Expose, everything: Sequence[Expose], topics: Topics) -> Iterator[Entry]:
    """Yield the offset, the demand and the temperature as entities of their own."""
    offset = it.feature("local_temperature_calibration", kind="numeric")
    if offset:
        bounds = only(min=offset.value_min, max=offset.value_max, step=offset.value_step)
        settable = {"command_topic": topics.command(it.endpoint, offset.property)}
        about = {"device_class": "temperature_delta", "entity_category": "config"}
        yield _entry("number", offset, it, topics, {**settable, **about, **bounds})
    heating = it.feature("pi_heating_demand", kind="numeric")
    if heating and heating.takes:
        bounds = only(min=heating.value_min, max=heating.value_max)
        settable = {"command_topic": topics.command(it.endpoint, heating.property)}
        yield _entry("number", heating, it, topics, {**settable, **bounds})
    elif heating:
        yield _entry("sensor", heating, it, topics, {"entity_category": "diagnostic"})
    cooling = it.feature("pi_cooling_demand", kind="numeric")
    if cooling:
        yield _entry("sensor", cooling, it, topics, {"entity_category": "diagnostic"})
    own = it.feature("local_temperature", kind="numeric")
    named = [e for e in everything if e.type == "numeric" and e.tells]
    if own and not find(named, "temperature", "local_temperature"):
        measures: Config = {"device_class": "temperature", "state_class": "measurement"}
        yield _entry("sensor", own, it, topics, measures)


def _entry(component: str, part: Expose, it: Expose, topics: Topics, more: Config) -> Entry:
    end = it.endpoint
    config: Config = {
        "name": f"{part.label} {end}" if end else part.label,
        "state_topic": topics.base,
        "value_template": value(part.property),
        **only(unit_of_measurement=part.unit or None),
        **more,
    }
    return Entry(component=component, key=f"{part.name}_{end}" if end else part.name, config=config)
