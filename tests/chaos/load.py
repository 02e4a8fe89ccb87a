"""Publishes at a steady rate, as a process of its own: PORT TOPIC RATE SECONDS QOS TOPICS.

Messages hold their number and the moment they were sent (seconds of the machine's steady clock).
With more than one of TOPICS, the number of the topic follows its name. Plain sockets: a library
would not reach the rate.
"""

import contextlib
import socket
import sys
import time


def packet(first, body):
    length, size = b"", len(body)
    while True:
        size, low = divmod(size, 128)
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return bytes([first]) + length + body


def text(words):
    return len(words).to_bytes(2, "big") + words.encode()


def connect(port):
    way = socket.create_connection(("127.0.0.1", port))
    way.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    way.sendall(packet(0x10, text("MQTT") + b"\x04\x02\0\x3c" + text(f"load{time.monotonic_ns()}")))
    assert way.recv(4) == b"\x20\x02\0\0"
    return way


def drain(way):
    """Read answers away, so that the broker is not held up; return how many there were."""
    with contextlib.suppress(BlockingIOError):
        return len(way.recv(65_536, socket.MSG_DONTWAIT)) / 4
    return 0


def publish(port, topic, rate, seconds, qos, topics):
    way, began, number, answered = connect(port), time.monotonic(), 0, 0
    while (now := time.monotonic() - began) < seconds:
        due, burst = int(now * rate), b""
        while number < due:
            name = text(f"{topic}{number % topics}" if topics > 1 else topic)
            name += (number % 65_535 + 1).to_bytes(2, "big") if qos else b""
            burst += packet(0x30 | qos << 1, name + f"{number} {time.monotonic()}".encode())
            number += 1
        if burst:
            way.sendall(burst)
        answered += drain(way)
        time.sleep(0.001)
    while qos and answered < number:  # whoever goes earlier takes what is under way along
        answered += drain(way)
        time.sleep(0.001)
    way.sendall(packet(0xE0, b""))
    print(number)


if __name__ == "__main__":
    port, topic, rate, seconds, qos, topics = sys.argv[1:]
    publish(int(port), topic, float(rate), float(seconds), int(qos), int(topics))
