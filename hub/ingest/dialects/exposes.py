"""The walk over a Zigbee device's exposes: one entry for each entity zigbee2mqtt would announce."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hub.ingest.dialects.expose import Config, Entry, Expose, Topics
from hub.ingest.dialects.expose_climate import climate
from hub.ingest.dialects.expose_kinds import cover, fan, light, lock, switch
from hub.ingest.dialects.expose_plain import as_siren, binary, enum, numeric, words
from hub.ingest.dialects.expose_words import keeps_name

_PLAIN = {
    "binary": binary,
    "numeric": numeric,
    "enum": enum,
    "text": words,
    "list": words,
    "composite": words,
}
_KNOWN = frozenset(
    [
        "binary_sensor",
        "button",
        "climate",
        "cover",
        "event",
        "fan",
        "light",
        "lock",
        "number",
        "select",
        "sensor",
        "siren",
        "switch",
        "text",
        "update",
    ]
)
_GROUPED = frozenset({"light", "switch", "lock", "cover"})
_OVERRIDES = {  # a converter's own word -> ours
    "schema": "schema",
    "entityCategory": "entity_category",
    "deviceClass": "device_class",
    "enabledByDefault": "enabled_by_default",
    "name": "name",
    "valueTemplate": "value_template",
}


def entries(exposes: Sequence[Expose], topics: Topics, model: str) -> Iterator[Entry]:
    """Yield the entities of a device."""
    for it in exposes:
        for entry in _of(it, exposes, topics, model):
            yield _finished(entry, it)


def group_entries(members: Sequence[Sequence[Expose]], topics: Topics) -> Iterator[Entry]:
    """Yield the entities of a group: what kinds its members are, each kind once."""
    everything = [it for exposes in members for it in exposes]
    alike: dict[str, list[Expose]] = {}
    for it in everything:
        if it.type in _GROUPED:
            state = it.feature("state")
            own = state.plain_property if state and it.endpoint and it.type != "light" else ""
            alike.setdefault(it.type + own, []).append(it)
    for same in alike.values():
        for entry in _of_group(same, everything, topics):
            yield _finished(entry, same[0])


def _of(it: Expose, exposes: Sequence[Expose], topics: Topics, model: str) -> Iterator[Entry]:
    if it.type in _PLAIN:
        yield from _PLAIN[it.type](it, topics)
    elif it.type == "light":
        yield light([it], exposes, topics)
    elif it.type == "climate":
        yield from climate(it, exposes, topics)
    elif it.type == "fan":
        yield from fan(it, topics, model)
    elif it.type == "cover":
        yield from cover([it], exposes, topics)
    elif it.type in {"switch", "lock"} and it.features:
        yield from (switch if it.type == "switch" else lock)(it, topics)


def _of_group(
    same: Sequence[Expose], everything: Sequence[Expose], topics: Topics
) -> Iterator[Entry]:
    kind = same[0].type
    if kind == "light":
        yield light([_without_endpoint(it) for it in same], everything, topics)
    elif kind == "cover":
        yield from cover(same, everything, topics, grouped=True)
    elif same[0].features:
        yield from (switch if kind == "switch" else lock)(same[0], topics, grouped=True)


def _without_endpoint(it: Expose) -> Expose:
    return replace(it, endpoint=None)


def _finished(entry: Entry, it: Expose) -> Entry:
    """Put what the converter says of its own above our rules, and drop names a class gives."""
    config: Config = dict(entry.config)
    component, key = entry.component, entry.key
    if it.category in {"config", "diagnostic"}:
        config["entity_category"] = it.category
    own = it.homeassistant
    if own.get("type") is None or own["type"] in _KNOWN:
        component = str(own.get("type") or component)
        config |= {ours: own[word] for word, ours in _OVERRIDES.items() if word in own}
    if component == "siren" and it.type == "enum":
        config = as_siren(config, it)
    if config.get("value_template", "") is None:
        del config["value_template"]
    if component in {"sensor", "binary_sensor"} and config.get("entity_category") == "config":
        config["entity_category"] = "diagnostic"  # a sensor sets nothing
    if component in {"event", "device_automation"}:
        config.pop("entity_category", None)
    if config.get("device_class") and config.get("name") is not None and not keeps_name(it.name):
        del config["name"]  # the class names it, in the reader's language
    return Entry(component=component, key=key, config=config)
