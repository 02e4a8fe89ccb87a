"""The embedded broker's door to the network; loaded by its own process alone."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from amqtt.adapters import (  # type: ignore[import-untyped]  # it ships no types
    StreamReaderAdapter,
    StreamWriterAdapter,
)
from amqtt.broker import Broker  # type: ignore[import-untyped]  # it ships no types
from amqtt.contexts import Action, BaseContext  # type: ignore[import-untyped]  # as above
from amqtt.plugins.base import (  # type: ignore[import-untyped]  # as above
    BaseAuthPlugin,
    BaseTopicPlugin,
)
from amqtt.session import Session  # type: ignore[import-untyped]  # as above

from hub.ingest.broker_rights import may
from hub.ingest.broker_users import User, Users, fits

LAN = "network"
_MARK = "network "  # before the address of whoever came through this door


class _Writer(StreamWriterAdapter):  # type: ignore[misc]  # an untyped base
    """Says of its peer that it came from the network, also where that is this machine."""

    def get_peer_info(self) -> tuple[str, int] | None:
        """Return the marked address and the port."""
        told = super().get_peer_info()
        return None if told is None else (f"{_MARK}{told[0]}", told[1])


class NetworkDoor:
    """Open while there is somebody to let in."""

    def __init__(self, broker: Broker, place: tuple[str, int], folder: Path) -> None:
        self._broker, self._place, self._users = broker, place, Users(folder)
        self._server: asyncio.Server | None = None

    async def follow(self, called: asyncio.Event) -> None:
        """Open and close whenever called."""
        while True:
            await called.wait()
            called.clear()
            await self.open_or_close()

    async def open_or_close(self) -> None:
        """Listen if there is anybody to let in, else not."""
        wanted = bool(self._users.all())
        if wanted and self._server is None:
            self._server = await asyncio.start_server(self._let_in, *self._place)
        elif not wanted and self._server is not None:
            self._server.close()
            self._server = None

    async def _let_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ends = StreamReaderAdapter(reader), _Writer(writer)
        await self._broker.external_connected(*ends, LAN)


class Guard(BaseAuthPlugin, BaseTopicPlugin):  # type: ignore[misc]  # untyped bases
    """Lets anyone in from this machine, and from the network only users with their rights."""

    def __init__(self, context: BaseContext) -> None:
        super().__init__(context)
        self._users = Users(Path(context.config.folder))

    async def authenticate(self, *, session: Session) -> bool:
        """Whether this client may come in."""
        if not _from_network(session):
            session.is_anonymous = True
            return True
        user = self._find(session)
        if user is None or not fits(session.password or "", user.password):
            return False
        return not session.will_flag or may(user, "write", session.will_topic or "")

    async def topic_filtering(
        self,
        *,
        session: Session | None = None,
        topic: str | None = None,
        action: Action | None = None,
    ) -> bool:
        """Whether this client may say or hear this."""
        if session is None or not _from_network(session):
            return True
        user = self._find(session)
        what = "write" if action is Action.PUBLISH else "read"
        return user is not None and may(user, what, topic or "")

    def _find(self, session: Session) -> User | None:
        users = self._users.all()
        return next((user for user in users if user.username == session.username), None)

    @dataclass
    class Config:
        """What it is told."""

        folder: str = ""


def _from_network(session: Session) -> bool:
    return str(session.remote_address).startswith(_MARK)
