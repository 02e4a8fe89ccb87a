"""Where a broker is, who knocks there, and the library's client that does."""

import logging
import socket
from dataclasses import dataclass
from typing import Literal

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

Version = Literal["5", "3.1.1"]
TIMEOUT = 5.0  # seconds a broker may take to answer
_KEEPALIVE = 5  # seconds; the broker drops us after one and a half of them
_LARGEST = 16 * 2**20  # bytes of a packet that a broker may send
_PROTOCOLS = {"5": aiomqtt.ProtocolVersion.V5, "3.1.1": aiomqtt.ProtocolVersion.V311}


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where a broker is and who knocks."""

    host: str
    port: int
    username: str | None
    password: str | None
    client_id: str


def new_client(door: Door, version: Version, will: tuple[str, bytes] | None) -> aiomqtt.Client:
    """Return a client that begins anew, as a new one does by itself: leftovers would be stale.

    Without a last will its greeting is as short as can be: brokers that speak only MQTT 3.1.1 wait
    forever for the rest of a longer one, instead of saying so.
    """
    limits = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho has no types here
    limits.MaximumPacketSize = _LARGEST
    return aiomqtt.Client(
        door.host,
        door.port,
        username=door.username,
        password=door.password,
        identifier=door.client_id,
        protocol=_PROTOCOLS[version],
        will=aiomqtt.Will(*will, qos=1, retain=True) if will else None,
        properties=limits if version == "5" and will else None,
        keepalive=_KEEPALIVE,
        timeout=TIMEOUT,
        socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)],
        logger=_quiet(),
    )


def _quiet() -> logging.Logger:
    """Return a logger that keeps the libraries' words about each loss: we tell it once."""
    logger = logging.getLogger(f"{__name__}.wire")
    logger.setLevel(logging.CRITICAL)
    return logger
