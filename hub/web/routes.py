"""The REST interface, declared once: method, path, role, what goes in and what comes out."""

from dataclasses import dataclass
from typing import Literal

from hub.core.commands import VoiceAnswer
from hub.core.health import HealthReport
from hub.core.ports import Sample
from hub.web.roles import Role, check_role
from hub.web.wire import DeviceView, EntityView, Home, Ready, Words

KB, MB = 1024, 1024 * 1024
JSON, WAV, PICTURE = "application/json", "audio/wav", "image/*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A value in the path or the query; ``doc`` says its unit and what it is when left out."""

    name: str
    where: Literal["path", "query"]
    kind: type
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way in: ``name`` is the method of ``Api`` that serves it.

    ``body`` and ``answer`` are types on the wire, ``None`` where there is no JSON; ``limit`` is
    the largest body in bytes.
    """

    name: str
    method: Literal["GET", "POST", "DELETE"]
    path: str
    role: Role
    doc: str
    params: tuple[Param, ...] = ()
    body: object = None
    takes: str = ""
    answer: object = None
    gives: str = JSON
    limit: int = 64 * KB


ROUTES: tuple[Route, ...] = (
    Route(
        name="ready",
        method="GET",
        path="/v1/ready",
        role="public",
        doc="Whether the hub answers, and its version.",
        answer=Ready,
    ),
    Route(
        name="begin_session",
        method="POST",
        path="/v1/session",
        role="owner",
        doc="Sign this browser in: trade the bearer token for a cookie no script can read.",
        gives="",
    ),
    Route(
        name="end_session",
        method="DELETE",
        path="/v1/session",
        role="public",
        doc="Sign this browser out.",
        gives="",
    ),
    Route(
        name="home",
        method="GET",
        path="/v1/home",
        role="reader",
        doc="The whole house at this moment.",
        answer=Home,
    ),
    Route(
        name="entity",
        method="GET",
        path="/v1/entities/{id}",
        role="reader",
        doc="One entity and what holds true of it.",
        params=(Param(name="id", where="path", kind=str, doc="The entity's id."),),
        answer=EntityView,
    ),
    Route(
        name="device",
        method="GET",
        path="/v1/devices/{id}",
        role="reader",
        doc="One device, all it carries, and who announced it.",
        params=(Param(name="id", where="path", kind=str, doc="The device's id."),),
        answer=DeviceView,
    ),
    Route(
        name="picture",
        method="GET",
        path="/v1/entities/{id}/picture",
        role="reader",
        doc="The last picture a camera or an image sent.",
        params=(Param(name="id", where="path", kind=str, doc="The entity's id."),),
        gives=PICTURE,
    ),
    Route(
        name="history",
        method="GET",
        path="/v1/history",
        role="reader",
        doc="What an entity measured in the past.",
        params=(
            Param(name="entity", where="query", kind=str, doc="The entity's id."),
            Param(
                name="start", where="query", kind=float, doc="UTC seconds; a day before the end."
            ),
            Param(name="end", where="query", kind=float, doc="UTC seconds; now."),
            Param(name="points", where="query", kind=int, doc="At most so many, 1–5000; 300."),
        ),
        answer=list[Sample],
    ),
    Route(
        name="do",
        method="POST",
        path="/v1/do/{command}",
        role="reader",  # and then the command's own role
        doc="Carry out a command; the body holds its fields, the answer is its answer.",
        params=(Param(name="command", where="path", kind=str, doc="The command's name."),),
        body=dict[str, object],
        takes=JSON,
    ),
    Route(
        name="listen",
        method="POST",
        path="/v1/voice/listen",
        role="owner",
        doc="Hear a recording and do what it says.",
        params=(
            Param(name="wake", where="query", kind=bool, doc="Wait for the wake word; 1."),
            Param(name="language", where="query", kind=str, doc="The browser's."),
        ),
        takes=WAV,
        answer=list[VoiceAnswer],
        limit=4 * MB,
    ),
    Route(
        name="speak",
        method="POST",
        path="/v1/voice/speak",
        role="owner",
        doc="Say a text aloud.",
        body=Words,
        takes=JSON,
        gives=WAV,
    ),
    Route(
        name="health",
        method="GET",
        path="/v1/health",
        role="reader",
        doc="How the hub itself is.",
        answer=HealthReport,
    ),
    Route(
        name="openapi",
        method="GET",
        path="/v1/openapi.json",
        role="reader",
        doc="This interface, described for machines.",
        answer=dict[str, object],
    ),
    Route(
        name="socket",
        method="GET",
        path="/v1/ws",
        role="reader",
        doc="The WebSocket: the house as it changes, and commands.",
        gives="",
    ),
    Route(
        name="page",
        method="GET",
        path="/{file:.*}",
        role="public",
        doc="The dashboard's files.",
        gives="",
    ),
)


def declared(routes: tuple[Route, ...]) -> dict[tuple[str, str], Route]:
    """Return routes by method and path; raise ``NotAllowed`` for one without a role."""
    for route in routes:
        check_role(f"route {route.method} {route.path}", route.role)
    return {(route.method, route.path): route for route in routes}
