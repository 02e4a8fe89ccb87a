"""A line of our own to the household's broker, for recording it and for handing it messages."""

import contextlib
import os
from collections.abc import AsyncIterator, Callable

from hub.config import Settings
from hub.core.errors import DeviceUnreachable
from hub.ingest.door import Door, Version
from hub.ingest.line import Line
from hub.ingest.refusals import OLD_SPEECH, closing

Deliver = Callable[[bytes, bytes, bool], None]  # topic, payload, whether the broker had kept it


def door_of(settings: Settings) -> Door:
    """Return where the broker of these settings is; beside a running hub we are another client."""
    mqtt = settings.mqtt
    return Door(
        host=mqtt.host or "127.0.0.1",
        port=mqtt.port,
        username=mqtt.username or None,
        password=mqtt.password or None,
        client_id=f"tomte-devices-{os.getpid()}",
    )


@contextlib.asynccontextmanager
async def line_to(door: Door, deliver: Deliver) -> AsyncIterator[Line]:
    """Open a connection; raise ``DeviceUnreachable`` with the cure where that is impossible."""
    async with contextlib.AsyncExitStack() as stack:
        line = await _open(stack, door, deliver, "5")
        if line is None:
            line = await _open(stack, door, deliver, "3.1.1")
        assert line is not None
        yield line


async def _open(
    stack: contextlib.AsyncExitStack, door: Door, deliver: Deliver, version: Version
) -> Line | None:
    """Return a connection; ``None`` where the broker speaks an older version."""
    line = Line(door, deliver, version, last_will=None)
    stack.callback(line.hang_up)
    try:
        return await stack.enter_async_context(line)
    except DeviceUnreachable as error:
        if version == "5" and line.code in OLD_SPEECH:
            return None
        where = f"the MQTT broker at {door.host}:{door.port}"
        cure = closing(line.code, door.client_id)
        if cure:
            raise DeviceUnreachable(f"{where} {cure}") from error
        raise DeviceUnreachable(
            f"{where} does not answer; start it, or mend mqtt.host and mqtt.port"
        ) from error
