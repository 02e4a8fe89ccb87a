"""Which broker this house uses: the configured one, the one on this machine, or our own."""

import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from hub.ingest.broker import HOST, BrokerChild, answers

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A broker that is not ours; ``signs_in`` where it asks who comes."""

    host: str
    port: int
    signs_in: bool


Broker = BrokerChild | Elsewhere


@asynccontextmanager
async def some_broker(
    host: str,
    port: int,
    signs_in: bool,
    *,
    folder: Path,
    lan: int,
) -> AsyncIterator[Broker]:
    """Find a broker at ``host``, else on this machine, else run our own in ``folder``.

    ``signs_in``: whether the hub does so at another's; ``lan`` is our own's port for devices.
    """
    if host or await answers(HOST, port):
        yield Elsewhere(host=host or HOST, port=port, signs_in=signs_in)
        return
    async with BrokerChild(folder, port=port, lan_port=lan) as own:
        _log.info(
            "no MQTT broker is configured and none answers here: started %s on %s:%d",
            own.name,
            own.host,
            own.port,
        )
        yield own


def lan_address() -> str:
    """Return this machine's address in its network; its name where it has none now."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a datagram socket's connect sends nothing
        except OSError:
            return f"{socket.gethostname()}.local"
        address: str = probe.getsockname()[0]
    return address


def own_names() -> frozenset[str]:
    """Return the names and addresses this machine is called by in its network."""
    name = socket.gethostname()
    return frozenset({name, f"{name}.local", lan_address()})
