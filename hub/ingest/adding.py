"""Carries out what is asked about adding devices, and says when one has come."""

import asyncio
import contextlib
from collections.abc import Callable

from hub.core.adding import (
    AddDevice,
    DeviceUser,
    ListDeviceUsers,
    NewDevice,
    RemoveDeviceUser,
)
from hub.core.clock import Clock
from hub.core.commands import Commands
from hub.core.errors import CommandRefused, DeviceUnreachable
from hub.core.message import Message
from hub.ingest.broker import HOST, BrokerChild
from hub.ingest.broker_lines import Access, lines_for, where
from hub.ingest.broker_place import Broker, Elsewhere, lan_address
from hub.ingest.broker_users import topic_of, username_of

_LOOPBACK = frozenset({"localhost", "ip6-localhost", "::1", "0.0.0.0"})  # noqa: S104 - as written
_PATIENCE = 5.0  # seconds until the broker lets a new user in
_PLACEHOLDERS = {"username": "USER", "password": "PASSWORD"}


class Adding:
    """Gives each device a user of its own, where the broker is ours; else only tells the way."""

    def __init__(
        self,
        commands: Commands,
        clock: Clock,
        broker: Broker,
        *,
        address: Callable[[], str] = lan_address,
    ) -> None:
        self._clock, self._broker, self._address = clock, broker, address
        self._one = asyncio.Lock()
        commands.handle(AddDevice, self._add)
        commands.handle(RemoveDeviceUser, self._remove)
        commands.handle(ListDeviceUsers, self._list)

    async def _add(self, command: AddDevice) -> NewDevice:
        if isinstance(self._broker, Elsewhere):
            return self._told_only(command, self._broker)
        async with self._one:
            return await self._let_in(command, self._broker)

    async def _let_in(self, command: AddDevice, broker: BrokerChild) -> NewDevice:
        before = broker.users.all()
        user, password = broker.users.new(command.name, command.kind, self._clock.time())
        try:
            await broker.let_in([*before, user])
            await _until_let_in(broker, user.username, password)
        except DeviceUnreachable:
            broker.users.keep(before)
            raise
        access = Access(
            host=self._address(),
            port=broker.lan_port,
            username=user.username,
            password=password,
            topic=user.topic,
        )
        return _new_device(command, access, own=True)

    def _told_only(self, command: AddDevice, broker: Elsewhere) -> NewDevice:
        name = command.name.strip()
        if not name:
            raise CommandRefused("a device needs a name")
        here = broker.host in _LOOPBACK or broker.host.startswith("127.")
        notes = [
            Message(id="devices.add.not_ours", values={"host": f"{broker.host}:{broker.port}"})
        ]
        if here:
            notes.append(Message(id="devices.add.not_ours.here"))
        signs = _PLACEHOLDERS if broker.signs_in else {}
        access = Access(
            host=self._address() if here else broker.host,
            port=broker.port,
            topic=topic_of(command.kind, username_of(name, ()), ()),
            **signs,
        )
        return _new_device(command, access, own=False, notes=tuple(notes))

    async def _remove(self, command: RemoveDeviceUser) -> None:
        if isinstance(self._broker, Elsewhere):
            raise CommandRefused("the broker is not ours: its users are kept there")
        async with self._one:
            users = self._broker.users.all()
            name = command.name.strip().casefold()
            left = [user for user in users if user.name.casefold() != name]
            if len(left) == len(users):
                raise CommandRefused(f"no device called {command.name.strip()!r} has a user")
            await self._broker.let_in(left)

    async def _list(self, _: ListDeviceUsers) -> list[DeviceUser]:
        if isinstance(self._broker, Elsewhere):
            return []
        return [user.shown() for user in self._broker.users.all()]


def _new_device(
    command: AddDevice, access: Access, *, own: bool, notes: tuple[Message, ...] = ()
) -> NewDevice:
    return NewDevice(
        name=command.name.strip(),
        kind=command.kind,
        host=access.host,
        port=access.port,
        username=access.username if own else "",
        password=access.password if own else "",
        topic=access.topic,
        own=own,
        lines=lines_for(command.kind, access),
        where=where(command.kind),
        notes=notes,
    )


async def _until_let_in(broker: BrokerChild, username: str, password: str) -> None:
    """Return once the broker lets this user in from the network; raise ``DeviceUnreachable``."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            while not await lets_in(broker.lan_port, username, password):  # noqa: ASYNC110 - it is outside
                await asyncio.sleep(0.05)
            return
    raise DeviceUnreachable(
        f"the broker {broker.name} does not let a new device in on port {broker.lan_port}"
    )


async def lets_in(port: int, username: str, password: str) -> bool:
    """Whether the broker at this machine's port takes a user's word (one MQTT 3.1.1 greeting)."""
    parts = (b"tomte-door", username.encode(), password.encode())
    body = b"\x00\x04MQTT\x04\xc2\x00\x0a"  # version 4; user, password, a new session; 10 s
    body += b"".join(len(part).to_bytes(2, "big") + part for part in parts)
    try:
        reader, writer = await asyncio.open_connection(HOST, port)
    except OSError:
        return False
    try:
        writer.write(b"\x10" + bytes([len(body)]) + body)
        answer = await reader.readexactly(4)
        writer.write(b"\xe0\x00")
    except (OSError, asyncio.IncompleteReadError):
        return False
    else:
        return answer == b"\x20\x02\x00\x00"
    finally:
        writer.close()
