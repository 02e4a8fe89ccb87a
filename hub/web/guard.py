"""The door: who may come in, and how an error leaves the house."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

from hub.core.codec import encode
from hub.core.errors import (
    BadAudio,
    BadPayload,
    CommandRefused,
    DeviceUnreachable,
    EngineMissing,
    HubError,
    NotAllowed,
    UnknownCommand,
    UnknownEntity,
)
from hub.web.roles import Role, allows
from hub.web.routes import Route
from hub.web.tokens import Key
from hub.web.wire import Refusal, Trouble

_log = logging.getLogger(__name__)
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_STATUS: tuple[tuple[type[HubError], int], ...] = (
    (UnknownEntity, 404),
    (UnknownCommand, 404),
    (NotAllowed, 403),
    (BadPayload, 400),
    (BadAudio, 400),
    (CommandRefused, 409),
    (DeviceUnreachable, 503),
    (EngineMissing, 503),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why something was not done, and as which HTTP status."""

    status: int
    trouble: Trouble


async def attempt(work: Awaitable[object], what: str) -> object:
    """Return the work's result, or ``Failed``; what nobody foresaw is logged with its trace."""
    try:
        return await work
    except HubError as error:
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
        if status == 500:
            _log.error("%s: %s: %s", what, type(error).__name__, error)
        return Failed(status=status, trouble=Trouble(code=type(error).__name__, text=str(error)))
    except web.HTTPException:
        raise
    except Exception:
        _log.exception("%s failed", what)
        text = "something went wrong inside the hub; its log says what"
        return Failed(status=500, trouble=Trouble(code="Internal", text=text))


def refusal(failed: Failed, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return the answer that says why not."""
    body = encode(Refusal(error=failed.trouble))
    return web.Response(
        status=failed.status, body=body, content_type="application/json", headers=headers
    )


class Guard:
    """Checks host, origin and role of every request before anything else happens.

    ``hosts`` are the names this hub is called by: a page elsewhere that has its own name point
    here (DNS rebinding) is turned away.
    """

    def __init__(self, key: Key, hosts: frozenset[str]) -> None:
        self._key, self._hosts = key, hosts
        self._declared: dict[web.AbstractRoute, Route] = {}

    def add(self, app: web.Application, route: Route, serve: Serve) -> None:
        """Open a way in under its declaration."""
        self._declared[app.router.add_route(route.method, route.path, serve)] = route

    def check(self, app: web.Application) -> None:
        """Raise ``NotAllowed`` if there is a way in that declares no role."""
        for way in app.router.routes():
            if way not in self._declared:
                raise NotAllowed(f"route {way.method} {way.resource} declares no role")

    @web.middleware
    async def watch(self, request: web.Request, handler: Serve) -> web.StreamResponse:
        """Let a request in, or say why not."""
        try:
            self._check_host(request.headers.get("Host", ""))
            answer = await attempt(
                self._let_in(request, handler), f"{request.method} {request.path}"
            )
        except web.HTTPException as error:
            code = type(error).__name__.removeprefix("HTTP")
            text = (error.text or error.reason).removeprefix(f"{error.status}: ")
            kept = {k: v for k, v in error.headers.items() if not k.startswith("Content-")}
            return refusal(Failed(status=error.status, trouble=Trouble(code=code, text=text)), kept)
        if isinstance(answer, Failed):
            return refusal(answer)
        if not isinstance(answer, web.StreamResponse):
            raise TypeError(f"{request.path} answered {type(answer).__name__}")
        return answer

    async def _let_in(self, request: web.Request, serve: Serve) -> web.StreamResponse:
        if request.match_info.http_exception is None:
            route = self._declared[request.match_info.route]
            if route.method != "GET" or route.name == "socket":
                _check_origin(request)
            if not allows(route.role, self.role(request)):
                raise web.HTTPUnauthorized(
                    text="sign in with the owner token", headers={"WWW-Authenticate": "Bearer"}
                )
        return await serve(request)

    def _check_host(self, host: str) -> None:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            name = ""
        if name not in self._hosts:
            text = f"this hub is not called {name!r}; open it by its address"
            raise web.HTTPMisdirectedRequest(text=text)

    def role(self, request: web.Request) -> Role:
        """Return in which role a request comes."""
        if self._key.opens(request.headers.get("Authorization", "")):
            return "owner"
        if self._key.is_session(request.cookies.get(self._key.cookie_name, "")):
            return "owner"
        return "public"


def _check_origin(request: web.Request) -> None:
    """Turn away what a page from elsewhere sends with this browser's cookie."""
    origin = request.headers.get("Origin")
    if origin is None and "Cookie" not in request.headers:
        return  # no browser
    if origin not in {f"{scheme}://{request.headers['Host']}" for scheme in ("http", "https")}:
        raise NotAllowed(f"a page from {origin or 'nowhere'} may not do that")


async def dress(request: web.Request, response: web.StreamResponse) -> None:
    """Give every answer the headers that keep browsers strict."""
    response.headers.update(HEADERS)
    if request.path.startswith("/v1/"):
        response.headers["Cache-Control"] = "no-store"
    response.headers.pop("Server", None)
