"""Says all that no hub should be told, as a process of its own: PORT RATE SECONDS.

Prints how many messages it sent. Big ones come seldom: a broker on a small machine is no target.
"""

import itertools
import json
import sys
import time

from tests.chaos.load import connect, drain, packet, text

MB = 2**20
COMPONENTS = ("sensor", "light", "climate", "cover", "nonsense", "device_automation")
DEEP = b"[" * 100_000
NOT_UTF8 = "zuviel Wärme".encode("latin-1")
BOMB = "{{ 'a' * 10**9 }}"
WRONG = (
    b"{",
    b"\xff\xfe\x00",
    b"[]",
    b"null",
    b'"config"',
    b'{"name": 7, "state_topic": {"a": 1}}',
    b'{"state_topic": "#/no", "unique_id": ["x"]}',
    b'{"state_topic": "x", "unique_id": "x", "device": "none"}',
    DEEP,
    NOT_UTF8,
)


def bad_config(number):
    """A topic and an announcement that nobody can use."""
    topic = f"homeassistant/{COMPONENTS[number % len(COMPONENTS)]}/bogus{number}/config"
    if number % 7 == 0:
        config = {"unique_id": f"b{number}", "state_topic": f"b/{number}", "value_template": BOMB}
        return topic, json.dumps(config).encode()
    return topic, WRONG[number % len(WRONG)]


def bad_word(number):
    """A topic that somebody listens to and a payload that nobody sends."""
    topics = (
        "zigbee2mqtt/Sensor 1",
        "zigbee2mqtt/Sensor 2",
        "zigbee2mqtt/bridge/devices",
        "zigbee2mqtt/bridge/event",
        "garage/level",
        "tasmota/discovery/0011223344/config",
        f"shellyplus1-{number}/status/switch:0",
        f"nobody/listens/{number}",
    )
    words = (NOT_UTF8, DEEP, b'{"temperature": "1e999"}', b'{"temperature": {}}', b"", b"\x00")
    return topics[number % len(topics)], words[number // len(topics) % len(words)]


def messages():
    for number in itertools.count():
        yield bad_config(number) if number % 3 else bad_word(number // 3)
        if number % 500 == 250:
            yield "zigbee2mqtt/Sensor 3", b'{"temperature": "' + b"9" * MB + b'"}'
            yield "homeassistant/sensor/huge/config", b"{" + b" " * MB


def main(port, rate, seconds):
    way, began, number, answered = connect(port), time.monotonic(), 0, 0
    garbage = messages()
    while (now := time.monotonic() - began) < seconds:
        while number < now * rate:
            topic, payload = next(garbage)
            name = text(topic) + (number % 65_535 + 1).to_bytes(2, "big")
            way.sendall(packet(0x32, name + payload))
            number += 1
            answered += drain(way)
        time.sleep(0.001)
    while answered < number:
        answered += drain(way)
        time.sleep(0.001)
    way.sendall(packet(0xE0, b""))
    print(number)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]))
