"""What the REST routes answer, also to nonsense."""

import asyncio
import gzip

import aiohttp
import pytest
from yarl import URL

from hub.core.commands import Listen, ListFaults, Say, Speak, VoiceAnswer
from hub.core.errors import ConfigError, EngineMissing
from hub.core.message import Message
from hub.core.ports import Sample

pytestmark = pytest.mark.real_time
HEARD = VoiceAnswer(text="hi", intent="greet", slots={}, reply=Message(id="reply.hi"), said="Hi.")


def sample(at, value):
    return Sample(at=at, low=value, mean=value, high=value)


async def test_the_snapshot_holds_the_whole_house(owner):
    home = await (await owner.get("/v1/home")).json()
    things = {view["entity"]["id"]: view for view in home["entities"]}
    assert things["sensor.power"]["state"] == {"value": 80.0}
    assert things["light.ceiling"]["state"]["on"] is None
    assert things["light.ceiling"]["last_changed"] is None
    assert {area["name"] for area in home["areas"]} == {"Living room", "Kitchen"}
    assert [a["kind"] for a in home["appliances"]] == ["fridge"]
    assert home["faults"] == home["notifications"] == []
    assert home["broker"] == {"connected": False, "address": ""}


async def test_an_entity_is_found_by_its_id_or_missed_in_words(owner):
    view = await (await owner.get("/v1/entities/sensor.power")).json()
    assert view["entity"]["unit"] == "W"
    async with owner.get("/v1/entities/sensor.ghost") as answer:
        assert answer.status == 404
        error = (await answer.json())["error"]
        assert error["code"] == "UnknownEntity"
        assert "sensor.ghost" in error["text"]


async def test_history_is_given_for_the_span_asked(owner, past, clock):
    now = clock.time()
    past.samples["sensor.power"] = [
        sample(now - 90000, 1),
        sample(now - 60, 2),
        sample(now - 30, 3),
    ]
    day = await (await owner.get("/v1/history?entity=sensor.power")).json()
    assert [s["mean"] for s in day] == [2, 3]
    one = await (await owner.get("/v1/history?entity=sensor.power&points=1")).json()
    assert [s["mean"] for s in one] == [2]


@pytest.mark.parametrize(
    "query", ["start=nan", "end=soon", "points=0", "points=9999", "start=5&end=4", "start=inf"]
)
async def test_history_refuses_a_span_that_is_none(owner, query):
    async with owner.get(f"/v1/history?entity=sensor.power&{query}") as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]["code"] == "BadPayload"


async def test_a_command_is_carried_out_as_the_owners_whatever_it_claims(owner, lamps, registry):
    body = {"entity": "light.ceiling", "on": True}
    async with owner.post("/v1/do/Turn", json=body) as answer:
        assert (await answer.json())["result"] == "confirmed"
    assert registry.find("light.ceiling").state.on is True
    assert (lamps.causes[0].who, lamps.causes[0].name) == ("person", "owner")
    async with owner.post("/v1/do/Turn", json=body | {"cause": {"who": "hub"}}) as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    ("command", "body", "status", "code"),
    [
        ("Turn", b'{"entity": "light.ghost", "on": true}', 404, "UnknownEntity"),
        ("Turn", b'{"entity": "light.broken", "on": true}', 409, "CommandRefused"),
        ("Turn", b'{"entity": "light.far", "on": true}', 503, "DeviceUnreachable"),
        ("Turn", b'{"entity": "light.ceiling", "on": "yes"}', 400, "BadPayload"),
        ("Turn", b'{"entity": "light.ceiling", "onn": true}', 400, "BadPayload"),
        ("Turn", b'{"entity": "light.ceiling"}', 400, "BadPayload"),
        ("Turn", b"{nonsense", 400, "BadPayload"),
        ("Turn", b"[1, 2]", 400, "BadPayload"),
        ("Turn", b"\xff\xfe", 400, "BadPayload"),
        ("Turn", b"", 400, "BadPayload"),
        ("Explode", b"{}", 404, "UnknownCommand"),
        ("AskDemo", b'{"action": "speak"}', 404, "UnknownCommand"),
        ("Speak", b"{}", 404, "UnknownCommand"),
        ("Turn", b'{"entity": "' + b"x" * 70_000 + b'"}', 413, "RequestEntityTooLarge"),
    ],
)
async def test_what_cannot_be_done_is_told_in_one_error(owner, command, body, status, code):
    async with owner.post(f"/v1/do/{command}", data=body) as answer:
        assert answer.status == status
        error = (await answer.json())["error"]
        assert error["code"] == code
        assert error["text"]


async def test_a_body_that_hides_its_length_is_cut_off(owner):
    async def endless():
        for _ in range(100):
            yield b" " * 1024

    async with owner.post("/v1/do/Turn", data=endless()) as answer:
        assert answer.status == 413


async def test_a_bug_is_logged_and_told_without_its_secrets(owner, commands, caplog):
    async def stumble(_):
        raise ZeroDivisionError("secret of the house")

    commands.handle(ListFaults, stumble)
    async with owner.post("/v1/do/ListFaults") as answer:
        assert answer.status == 500
        assert "secret" not in await answer.text()
    assert "ZeroDivisionError" in caplog.text


async def test_wrong_ways_are_told_as_json(owner):
    async with owner.post("/v1/home") as answer:
        assert answer.status == 405
        assert (await answer.json())["error"]["code"] == "MethodNotAllowed"
    async with owner.get("/v1/nowhere") as answer:
        assert answer.status == 404
        assert (await answer.json())["error"]["code"] == "NotFound"
    async with owner.get("/v1/ws") as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"), ("en-GB", "en"), ("fr", "en"), ("", "en")],
)
async def test_a_sentence_is_understood_in_the_browsers_language(
    owner, commands, accepted, language
):
    said = []

    async def understand(say):
        said.append(say)
        return HEARD

    commands.handle(Say, understand)
    headers = {"Accept-Language": accepted}
    await owner.post("/v1/do/Say", json={"text": "hi"}, headers=headers)
    await owner.post("/v1/do/Say", json={"text": "hi", "language": "zh-CN"}, headers=headers)
    assert [say.language for say in said] == [language, "zh-CN"]


@pytest.mark.filterwarnings("ignore:Sending a large body")
async def test_a_recording_is_heard_and_a_text_spoken(owner, commands):
    heard = []

    async def hear(listen):
        heard.append((listen.wav, listen.wake, listen.language))
        return [HEARD]

    async def speak(words):
        return b"RIFF" + words.text.encode()

    commands.handle(Listen, hear)
    commands.handle(Speak, speak)
    async with owner.post("/v1/voice/listen?wake=0", data=b"RIFF....") as answer:
        assert (await answer.json())[0]["said"] == "Hi."
    assert heard == [(b"RIFF....", False, "en")]
    async with owner.post("/v1/voice/speak", json={"text": "hello"}) as answer:
        assert answer.content_type == "audio/wav"
        assert await answer.read() == b"RIFFhello"
    async with owner.post("/v1/voice/listen", data=b"x" * (4 * 1024 * 1024 + 1)) as answer:
        assert answer.status == 413
    async with owner.post("/v1/voice/listen?wake=maybe", data=b"x") as answer:
        assert answer.status == 400


async def test_a_missing_engine_is_a_503_that_says_how_to_get_it(owner, commands):
    async def mute(_):
        raise EngineMissing("nothing here can speak; install espeak-ng")

    commands.handle(Speak, mute)
    async with owner.post("/v1/voice/speak", json={"text": "hello"}) as answer:
        assert answer.status == 503
        assert "espeak-ng" in (await answer.json())["error"]["text"]


async def test_health_and_readiness_are_told(owner, stranger):
    assert (await (await stranger.get("/v1/ready")).json())["ready"] is True
    health = await (await owner.get("/v1/health")).json()
    assert health["crashes"] == {}


async def test_without_a_built_dashboard_a_plain_page_says_what_to_do(stranger):
    async with stranger.get("/", headers={"Accept-Language": "zh-CN"}) as answer:
        assert answer.content_type == "text/html"
        assert "make setup" in await answer.text()
        assert "控制面板" in await answer.text()
    async with stranger.get("/app.js") as answer:
        assert answer.status == 404


async def test_the_dashboards_files_go_out_compressed_and_nothing_else_does(serve, tmp_path):
    static = tmp_path / "static"
    (static / "fonts").mkdir(parents=True)
    (static / "index.html").write_text("<p>home</p>")
    (static / "app.js").write_text("let a = 1")
    (static / "app.js.gz").write_bytes(gzip.compress(b"let a = 1"))
    (tmp_path / "secret").write_text("no")
    web = await serve(static=static)
    async with aiohttp.ClientSession(web.url) as browser:
        async with browser.get("/") as answer:
            assert await answer.text() == "<p>home</p>"
        async with browser.get("/app.js") as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert await answer.text() == "let a = 1"
        for path in ("/../secret", "/%2e%2e/secret", "//etc/passwd", "/fonts", "/app.js.gz"):
            async with browser.get(URL(web.url[:-1] + path, encoded=True)) as answer:
                assert answer.status == 404, path


async def test_a_taken_port_is_told_with_its_cure(web, build):
    port = int(web.url.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(ConfigError, match=rf"port {port} is taken.*web\.port"):
        await asyncio.wait_for(build(port=port).run(), 5)
