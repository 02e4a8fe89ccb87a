"""Real zigbee2mqtt devices for the bench: their announcements, and a state each to change."""

import gzip
import json

LIKED = ("temperature", "battery", "humidity", "voltage", "power", "illuminance", "current")


class Model:
    """One device: its topic, all it tells, and the number in it that is changed."""

    def __init__(self, topic, state, key):
        self.topic, self.state, self.key = topic, state, key

    def payload(self, value):
        return json.dumps({**self.state, self.key: value})


def announcements(data, count):
    """Return ``(topic, payload)`` of the first ``count`` models."""
    models, out = set(), []
    with gzip.open(data / "discovery" / "zigbee2mqtt-sample.jsonl.gz") as lines:
        for line in map(json.loads, lines):
            models.add(line["model"])
            if len(models) > count:
                break
            out.append((line["topic"], line["payload"]))
    return out


def devices(announced):
    """Return the devices that tell a number the gate lets move freely."""
    told = {}  # state topic -> {key: example}
    found = {}
    for topic, config in announced:
        state_topic, key = config.get("state_topic"), _key(config.get("value_template", ""))
        if state_topic is None or key is None:
            continue
        told.setdefault(state_topic, {})[key] = _example(topic.split("/")[1], config)
        rank = LIKED.index(config["device_class"]) if config.get("device_class") in LIKED else 99
        if topic.split("/")[1] == "sensor" and rank < found.get(state_topic, (99, ""))[0]:
            found[state_topic] = rank, key
    return [Model(topic, told[topic], key) for topic, (_, key) in found.items()]


def _key(template):
    """Return the key a plain template reads."""
    for quote in "\"'":
        start = f"{{{{ value_json[{quote}"
        if template.startswith(start) and template.endswith(f"{quote}] }}}}"):
            return template[len(start) : -5]
    return None


def _example(component, config):
    if component == "binary_sensor":
        return config.get("payload_off", False)
    if component in {"select", "switch", "lock", "text"}:
        return (config.get("options") or [config.get("payload_off", "")])[0]
    return config.get("min", 10)
