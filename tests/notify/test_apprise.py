"""Apprise carries a message to a real server on this machine."""

import sys

import pytest
from aiohttp import web

from hub.core.errors import ConfigError, EngineMissing, NotDelivered
from hub.core.events import Notification
from hub.core.message import Message
from hub.notify.channels.apprise import build

LEAK = Notification(
    id="fault:f1",
    at=0.0,
    message=Message(id="fault.seal_leak.title", values={"name": "Kühlschrank"}),
    severity="warning",
)
pytestmark = [
    pytest.mark.real_time,
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),  # Apprise's
]


@pytest.fixture
async def server():
    """A web server that takes JSON; ``answer`` is the status it gives."""
    pytest.importorskip("apprise", reason="Apprise is not installed")

    class Server:
        answer, taken = 200, []

        async def take(self, request):
            self.taken.append(await request.json())
            return web.Response(status=self.answer)

    server = Server()
    server.taken = []
    app = web.Application()
    app.router.add_post("/", server.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"json://127.0.0.1:{runner.addresses[0][1]}/"
    yield server
    await runner.cleanup()


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("en", "Tomte: please have a look", "Kühlschrank: the door seal may leak"),
        ("zh-CN", "Tomte：请留意", None),
    ],
)
async def test_a_message_arrives_worded_for_its_reader(server, language, title, body):
    (channel,) = build([server.url], language=language)
    await channel.send(LEAK)
    (taken,) = server.taken
    assert (taken["title"], taken["type"]) == (title, "warning")
    assert taken["message"] == body or (body is None and "Kühlschrank" in taken["message"])


async def test_a_server_that_refuses_has_not_taken_it(server):
    server.answer = 500
    (channel,) = build([server.url])
    with pytest.raises(NotDelivered, match=r"json:// \(notify\.urls\[0\]\) did not take it"):
        await channel.send(LEAK)
    server.answer = 200
    await channel.send(LEAK)


async def test_a_server_that_is_not_there_has_not_taken_it(server, unused_tcp_port):
    (channel,) = build([f"json://127.0.0.1:{unused_tcp_port}/"])
    with pytest.raises(NotDelivered):
        await channel.send(LEAK)


def test_an_address_apprise_does_not_know_is_named_without_its_secrets():
    pytest.importorskip("apprise", reason="Apprise is not installed")
    with pytest.raises(ConfigError, match=r"notify\.urls\[1\].*nosuch://") as error:
        build(["json://127.0.0.1/", "nosuch://secret-token/"])
    assert "secret" not in str(error.value)


def test_without_apprise_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(EngineMissing, match=r"pip install 'tomte\[notify\]'"):
        build(["json://127.0.0.1/"])


def test_without_an_address_apprise_is_not_even_loaded(monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert build([]) == []
