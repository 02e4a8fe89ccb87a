"""Who is let in: every declared way in, by everybody, from everywhere."""

import aiohttp
import pytest
from aiohttp import web as web_server

from hub.core.errors import NotAllowed
from hub.web.doings import DOINGS, Doing, by_name
from hub.web.guard import Guard
from hub.web.routes import ROUTES, Route, declared
from hub.web.tokens import Key
from hub.web.wishes import Wishes

pytestmark = pytest.mark.real_time
EVIL = "http://evil.example"
TURNED_AWAY = {401, 403, 421}


def ways_in():
    for route in ROUTES:
        if route.name == "do":
            for doing in DOINGS:
                path = f"/v1/do/{doing.name}"
                yield pytest.param(route.method, path, doing.role, id=f"do {doing.name}")
        else:
            path = route.path.replace("{id}", "light.ceiling").replace("{file:.*}", "")
            unsafe = "socket" if route.name == "socket" else route.method
            yield pytest.param(unsafe, path, route.role, id=route.name)


def identities(token):
    key = Key(token)
    return {
        "nobody": {},
        "wrong token": {"Authorization": "Bearer " + "x" * 43},
        "token as user": {"Authorization": f"Basic {token}"},
        "wrong cookie": {"Cookie": f"{key.cookie_name}={'0' * 64}"},
        "owner": {"Authorization": f"Bearer {token}"},
        "owner's browser": {"Cookie": f"{key.cookie_name}={key.cookie}"},
    }


def expected(method, role, identity, origin, host):
    """Return the status that turns this visitor away; None lets it in."""
    if host != "own":
        return 421
    browser = "cookie" in identity or "browser" in identity
    if method != "GET" and (origin in {"evil", "null"} or (origin == "none" and browser)):
        return 403
    return 401 if role != "public" and not identity.startswith("owner") else None


@pytest.mark.parametrize(("method", "path", "role"), list(ways_in()))
async def test_each_way_in_opens_only_to_whom_it_should(web, token, method, path, role):
    own = web.url.removesuffix("/")
    origins = {"none": {}, "own": {"Origin": own}, "evil": {"Origin": EVIL}}
    origins["null"] = {"Origin": "null"}
    hosts = {"own": {}, "rebound": {"Host": "evil.example"}, "empty": {"Host": ""}}
    verb = "GET" if method == "socket" else method
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(web.url, cookie_jar=jar) as session:
        for identity, who in identities(token).items():
            for origin, whence in origins.items():
                for host, where in hosts.items():
                    headers = {**who, **whence, **where}
                    async with session.request(verb, path, headers=headers) as answer:
                        want = expected(method, role, identity, origin, host)
                        got = answer.status if answer.status in TURNED_AWAY else None
                        assert got == want, f"{identity}, {origin} origin, {host} host"
                        assert answer.status != 500


async def test_the_hub_answers_by_its_own_names_only(serve, token):
    web = await serve(extra_hosts=("tomte.local",))
    port = web.url.rsplit(":", 1)[1].strip("/")
    names = {"tomte.local": 200, "TOMTE.local": 200, "localhost": 200, "[::1]": 200}
    names |= {"tomte.local.evil.example": 421, "[": 421, "192.168.1.7": 421}
    async with aiohttp.ClientSession(web.url) as session:
        for name, status in names.items():
            headers = {"Host": f"{name}:{port}"}
            async with session.get("/v1/ready", headers=headers) as answer:
                assert answer.status == status, name


async def test_a_hub_that_listens_everywhere_names_an_address_that_works(serve):
    web = await serve(host="0.0.0.0", extra_hosts=("192.168.1.7",))
    assert web.url.startswith("http://127.0.0.1:")
    async with aiohttp.ClientSession(web.url) as session:
        for host, status in {"127.0.0.1": 200, "192.168.1.7": 200, "0.0.0.0": 421}.items():
            async with session.get("/v1/ready", headers={"Host": host}) as answer:
                assert answer.status == status


async def test_a_browser_signs_in_once_and_out_again(web, token):
    jar = aiohttp.CookieJar(unsafe=True)
    headers = {"Origin": web.url.removesuffix("/")}
    async with aiohttp.ClientSession(web.url, cookie_jar=jar, headers=headers) as browser:
        bearer = {"Authorization": f"Bearer {token}"}
        async with browser.post("/v1/session", headers=bearer) as answer:
            cookie = answer.headers["Set-Cookie"]
            assert answer.status == 204
            assert token not in cookie
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
        async with browser.get("/v1/home") as answer:
            assert answer.status == 200
        async with browser.delete("/v1/session") as answer:
            assert answer.status == 204
        async with browser.get("/v1/home") as answer:
            assert answer.status == 401


async def test_the_dashboard_of_another_origin_cannot_open_the_socket(owner):
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await owner.ws_connect("/v1/ws", headers={"Origin": EVIL})
    assert refused.value.status == 403


async def test_every_answer_keeps_browsers_strict(stranger):
    for path in ("/", "/v1/ready", "/v1/home", "/nowhere"):
        async with stranger.get(path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "Server" not in answer.headers


def test_a_route_without_a_role_cannot_start():
    route = Route(name="open", method="GET", path="/v1/open", role="", doc="Anybody's.")
    with pytest.raises(NotAllowed, match="GET /v1/open declares no role"):
        declared((route,))


def test_a_command_without_a_role_cannot_start(commands):
    doing = Doing(command=DOINGS[0].command, role=None)
    with pytest.raises(NotAllowed, match="ListFaults declares no role"):
        by_name((doing,))
    with pytest.raises(NotAllowed):
        Wishes(commands, (doing,))


async def test_a_way_in_that_nobody_declared_cannot_start(token):
    async def open_to_all(_):
        return web_server.Response()

    app = web_server.Application()
    app.router.add_get("/back-door", open_to_all)
    with pytest.raises(NotAllowed, match="/back-door"):
        Guard(Key(token), frozenset()).check(app)
