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


def devices(data, announced):
    """Return the devices that tell a number the gate lets move freely, each with a real state."""
    states, found = _states(data), {}
    for topic, config in announced:
        state_topic, key = config.get("state_topic"), _key(config.get("value_template", ""))
        rank = LIKED.index(config["device_class"]) if config.get("device_class") in LIKED else 99
        if topic.split("/")[1] != "sensor" or key not in states.get(state_topic, {}):
            continue
        if rank < found.get(state_topic, (99, ""))[0]:
            found[state_topic] = rank, key
    return [Model(topic, states[topic], key) for topic, (_, key) in found.items()]


def _states(data):
    """Return the last full state that each device of the judged sample told, by topic."""
    states = {}
    with gzip.open(data / "discovery" / "expected-sample.jsonl.gz") as lines:
        for case in map(json.loads, lines):
            for message in (m for step in case["steps"] for m in step.get("publish", ())):
                payload = message["payload"]
                if isinstance(payload, dict) and not message["topic"].endswith("/config"):
                    states.setdefault(message["topic"], {}).update(payload)
    return states


def _key(template):
    """Return the key a plain template reads."""
    for quote in "\"'":
        start = f"{{{{ value_json[{quote}"
        if template.startswith(start) and template.endswith(f"{quote}] }}}}"):
            return template[len(start) : -5]
    return None
