"""Zigbee readings and settings: binary, numeric, enum, text, list and composite exposes."""

from collections.abc import Iterator

from hub.ingest.dialects.expose import Config, Entry, Expose, Topics, only, printed, title, value
from hub.ingest.dialects.expose_words import (
    binary_words,
    enum_words,
    number_words,
    setting_words,
    text_words,
)

_LOUDNESS = (
    "{% if volume_level is defined %}"
    "{% if volume_level | float <= 0.25 %}low"
    "{% elif volume_level | float <= 0.5 %}medium"
    "{% elif volume_level | float <= 0.75 %}high"
    "{% else %}very_high{% endif %}"
    "{% else %}medium{% endif %}"
)


def binary(it: Expose, topics: Topics) -> Iterator[Entry]:
    """Yield a binary: a switch where the device takes it, otherwise a binary sensor."""
    key = f"{it.name}_{it.endpoint}" if it.endpoint else it.name
    words = binary_words(it.name)
    if not it.takes:
        told = {"payload_on": it.value_on, "payload_off": it.value_off, **words}
        yield Entry(component="binary_sensor", key=key, config={**_told(it, topics), **told})
        return
    template = value(it.property)
    if isinstance(it.value_on, bool):
        read = f'value_json["{it.property}"]'
        template = f"{{% if {read} %}}true{{% else %}}false{{% endif %}}"
    config: Config = {
        **_told(it, topics),
        "value_template": template,
        "payload_on": printed(it.value_on),
        "payload_off": printed(it.value_off),
        "command_topic": topics.command(it.endpoint, it.property),
        **words,
    }
    yield Entry(component="switch", key=f"switch_{key}", config=config)


def numeric(it: Expose, topics: Topics) -> Iterator[Entry]:
    """Yield a number: one to set where the device takes it, otherwise a sensor."""
    key = f"{it.name}_{it.endpoint}" if it.endpoint else it.name
    config = {**_told(it, topics), **only(unit_of_measurement=it.unit or None)}
    if not it.takes:
        yield Entry(
            component="sensor", key=key, config={**config, **number_words(it.name, it.unit)}
        )
        return
    config |= only(step=it.value_step or None, min=it.value_min, max=it.value_max)
    config |= {"command_topic": topics.command(it.endpoint, it.property), **setting_words(it.name)}
    yield Entry(component="number", key=key, config=config)


def enum(it: Expose, topics: Topics) -> Iterator[Entry]:
    """Yield a choice: a button of one value, a select where it is taken, else a sensor."""
    words = enum_words(it.name)
    config: Config = {"name": it.titled, **words}
    if it.tells:
        config |= {"state_topic": topics.base, "value_template": value(it.property)}
    command = topics.command(it.endpoint, it.property)
    if it.property == "action":
        yield from _triggers(it, topics)
    elif it.takes and len(it.values) == 1:
        press: Config = {"command_topic": command, "payload_press": it.texts[0]}
        yield Entry(
            component="button", key=it.property, config={"name": it.titled, **press, **words}
        )
    elif it.takes:
        chosen: Config = {"command_topic": command, "options": it.texts}
        yield Entry(component="select", key=it.property, config={**config, **chosen})
    elif it.tells:
        yield Entry(component="sensor", key=it.property, config=config)


def words(it: Expose, topics: Topics) -> Iterator[Entry]:
    """Yield a text, list or composite: a siren, a text to set, or a sensor of what it says."""
    if it.type == "composite" and it.name == "warning" and it.takes:
        yield _siren(it, topics)
        return
    config: Config = {"name": it.titled, "value_template": value(it.property)}
    config |= text_words(it.name)
    if it.tells:
        config["state_topic"] = topics.base
    if it.type == "text" and it.takes:
        config["command_topic"] = topics.command(it.endpoint, it.property)
        yield Entry(component="text", key=it.property, config=config)
    elif it.tells:
        whole = f"value_json[\"{it.property}\"] | default('',True) | string"
        config["value_template"] = f"{{{{ {whole} | truncate(254, True, '', 0) }}}}"
        yield Entry(component="sensor", key=it.property, config=config)


def _told(it: Expose, topics: Topics) -> Config:
    return {
        "name": it.titled,
        "state_topic": topics.base,
        "value_template": value(it.property),
    }


def _triggers(it: Expose, topics: Topics) -> Iterator[Entry]:
    """Each button press as a device trigger; ``recall_*`` names no press and is left out."""
    for action in it.texts:
        if "*" in action:
            continue
        config: Config = {
            "automation_type": "trigger",
            "type": "action",
            "subtype": action,
            "payload": action,
            "topic": topics.base,
            "value_template": value("action"),
        }
        yield Entry(component="device_automation", key=f"action_{action}", config=config)


def _siren(it: Expose, topics: Topics) -> Entry:
    """Return an alarm that is told its tone, loudness and duration in one message."""
    mode = it.feature("mode", kind="enum")
    tones = [tone for tone in mode.texts if tone != "stop"] if mode else []
    command = (
        '{"warning": {"mode": "{{ tone | default(\'emergency\') }}", '
        f'"level": "{_LOUDNESS}", "duration": {{{{ duration | default(10) }}}}}}}}'
    )
    config: Config = {
        "name": title(it.endpoint),
        "command_topic": topics.command(it.endpoint),
        "optimistic": True,
        "command_template": command,
        "command_off_template": '{"warning": {"mode": "stop"}}',
        **only(
            available_tones=tones or None,
            support_volume_set=True if it.feature("level", kind="enum") else None,
            support_duration=True if it.feature("duration", kind="numeric") else None,
        ),
    }
    return Entry(
        component="siren", key=f"siren_{it.endpoint}" if it.endpoint else "siren", config=config
    )


def as_siren(config: Config, it: Expose) -> Config:
    """Return a choice of alarms as a siren: its values are the tones, ``off`` ends them."""
    tones = [tone for tone in it.texts if tone != "off"]
    told = f'value_json["{it.property}"]'
    command = f"{{% if tone in {tones!r} %}}{{{{ tone }}}}{{% else %}}{tones[0]}{{% endif %}}"
    sounding = f'{{{{ {{"state": "ON", "tone": {told}}} | to_json }}}}'
    siren: Config = {
        key: value for key, value in config.items() if key not in {"options", "value_template"}
    }
    return {
        **siren,
        "available_tones": tones,
        "support_duration": False,
        "support_volume_set": False,
        "command_template": f'{{% if value == "OFF" %}}off{{% else %}}{command}{{% endif %}}',
        "command_off_template": "off",
        "state_value_template": (
            f'{{% if {told} in {tones!r} %}}{sounding}{{% else %}}{{"state": "OFF"}}{{% endif %}}'
        ),
    }
