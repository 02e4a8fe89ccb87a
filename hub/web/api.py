"""What each declared route does."""

import math
from collections.abc import Mapping

from aiohttp import web

import hub
from hub.core.clock import Clock
from hub.core.codec import decode, encode
from hub.core.commands import Commands, Listen, Speak, VoiceAnswer
from hub.core.errors import BadPayload
from hub.core.health import Health
from hub.core.ports import History
from hub.web.guard import Guard, Serve
from hub.web.house import House
from hub.web.live import Live
from hub.web.openapi import openapi
from hub.web.pages import Pages
from hub.web.routes import JSON, KB, ROUTES, WAV
from hub.web.tokens import Key
from hub.web.wire import Ready, Words
from hub.web.wishes import OWNER, Wishes, language_of

_LIMITS = {route.name: route.limit for route in ROUTES}
_DAY = 86400.0
_YEAR = 365 * 86400
_MOST_POINTS = 5000
_PICTURES = {f"image/{kind}" for kind in ("jpeg", "jpg", "png", "gif", "webp", "avif", "bmp")}
_PIECE = 64 * KB  # of a picture, so that a slow phone holds nobody up


class Api:
    """Serves the routes of ``hub.web.routes``, each by the method of its name."""

    def __init__(
        self,
        house: House,
        wishes: Wishes,
        live: Live,
        *,
        pages: Pages,
        commands: Commands,
        history: History,
        health: Health,
        clock: Clock,
        key: Key,
        guard: Guard,
    ) -> None:
        self._house, self._wishes, self._live, self._pages = house, wishes, live, pages
        self._commands, self._history = commands, history
        self._health, self._clock = health, clock
        self._key, self._guard = key, guard

    @property
    def serves(self) -> Mapping[str, Serve]:
        """What serves each route, by the route's name."""
        own = (self.ready, self.begin_session, self.end_session, self.home, self.entity)
        more = (
            self.device,
            self.picture,
            self.history,
            self.do,
            self.listen,
            self.speak,
            self.health,
            self.openapi,
        )
        return {serve.__name__: serve for serve in (*own, *more, self.socket, self.page)}

    async def ready(self, _: web.Request) -> web.StreamResponse:
        return _json(Ready(ready=True, version=hub.__version__))

    async def begin_session(self, request: web.Request) -> web.StreamResponse:
        answer = web.Response(status=204)
        answer.set_cookie(
            self._key.cookie_name,
            self._key.cookie,
            max_age=_YEAR,
            httponly=True,
            samesite="Strict",
            secure=request.secure,
        )
        return answer

    async def end_session(self, request: web.Request) -> web.StreamResponse:
        answer = web.Response(status=204)
        answer.del_cookie(
            self._key.cookie_name, httponly=True, samesite="Strict", secure=request.secure
        )
        return answer

    async def home(self, _: web.Request) -> web.StreamResponse:
        return _json(await self._house.home())

    async def entity(self, request: web.Request) -> web.StreamResponse:
        return _json(self._house.entity(request.match_info["id"]))

    async def device(self, request: web.Request) -> web.StreamResponse:
        return _json(await self._house.device(request.match_info["id"]))

    async def picture(self, request: web.Request) -> web.StreamResponse:
        picture = self._house.picture(request.match_info["id"])
        known = picture.content_type in _PICTURES
        answer = web.StreamResponse()
        answer.content_type = picture.content_type if known else "application/octet-stream"
        answer.content_length = len(picture.data)
        await answer.prepare(request)
        for start in range(0, len(picture.data), _PIECE):
            await answer.write(picture.data[start : start + _PIECE])
        await answer.write_eof()
        return answer

    async def history(self, request: web.Request) -> web.StreamResponse:
        entity = self._house.entity(request.query.get("entity", "")).entity.id
        end = _number(request, "end", self._clock.time())
        start = _number(request, "start", end - _DAY)
        points = int(_number(request, "points", 300))
        if start >= end:
            raise BadPayload("start must lie before end")
        if not 1 <= points <= _MOST_POINTS:
            raise BadPayload(f"points must lie between 1 and {_MOST_POINTS}")
        return _json(await self._history.between(entity, start, end, points))

    async def do(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request, _LIMITS["do"])
        answer = await self._wishes.carry_out(
            request.match_info["command"],
            decode(body or b"{}", dict[str, object]),
            role=self._guard.role(request),
            language=self._language(request),
        )
        return _json(answer)

    async def listen(self, request: web.Request) -> web.StreamResponse:
        wake = request.query.get("wake", "1")
        if wake not in {"0", "1"}:
            raise BadPayload(f"wake is 0 or 1, not {wake!r}")
        command = Listen(
            wav=await _body(request, _LIMITS["listen"]),
            wake=wake == "1",
            language=request.query.get("language") or self._language(request),
            cause=OWNER,
        )
        answers: list[VoiceAnswer] = await self._commands.send(command)
        return _json(answers)

    async def speak(self, request: web.Request) -> web.StreamResponse:
        words = decode(await _body(request, _LIMITS["speak"]), Words)
        language = words.language or self._language(request)
        wav = await self._commands.send(Speak(text=words.text, language=language, cause=OWNER))
        return web.Response(body=wav, content_type=WAV)

    async def health(self, _: web.Request) -> web.StreamResponse:
        return _json(self._health.report())

    async def openapi(self, _: web.Request) -> web.StreamResponse:
        return _json(openapi())

    async def socket(self, request: web.Request) -> web.StreamResponse:
        return await self._live.visit(request, self._guard.role(request), self._language(request))

    async def page(self, request: web.Request) -> web.StreamResponse:
        return self._pages.page(request.match_info["file"], self._language(request))

    def _language(self, request: web.Request) -> str:
        return language_of(request.headers.get("Accept-Language", ""), self._house.language)


def _json(answer: object) -> web.Response:
    return web.Response(body=encode(answer), content_type=JSON)


def _number(request: web.Request, name: str, default: float) -> float:
    """Return a number of the query; raise ``BadPayload`` for anything else."""
    text = request.query.get(name)
    try:
        number = default if text is None else float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise BadPayload(f"{name} is no number: {text!r}")
    return number


async def _body(request: web.Request, limit: int) -> bytes:
    """Read the body; one larger than ``limit`` bytes is refused before it fills the memory."""
    body = bytearray()
    if (request.content_length or 0) <= limit:
        async for chunk in request.content.iter_any():
            body += chunk
            if len(body) > limit:
                break
        else:
            return bytes(body)
    raise web.HTTPRequestEntityTooLarge(
        max_size=limit, actual_size=len(body), text=f"the body may have at most {limit} bytes"
    )
