"""Questions about how the hub understands what devices say."""

from dataclasses import dataclass, field

from hub.core.announced import Announced
from hub.core.commands import Command
from hub.core.entities import ApplianceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What an entity makes of a topic's last payload.

    ``part`` is the announcement's key that names the topic, ``template`` what reads the payload
    (empty: as it is). ``told`` is the result; ``error`` says why there is none.
    """

    entity: str
    name: str
    part: str
    template: str = ""
    told: str | None = None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicStory:
    """Who listens to a topic, and what its last ``payload`` meant (``None``: nothing came).

    ``commands`` are the entities that are told things on it, ``announced`` what was announced.
    """

    topic: str
    payload: str | None = None
    heard: tuple[Heard, ...] = ()
    commands: tuple[str, ...] = ()
    announced: tuple[Announced, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainTopic(Command[TopicStory]):
    """Ask who listens to a topic and what its last payload meant."""

    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityStory:
    """How an entity was announced and how it looks in Home Assistant's words.

    ``origin`` is the topic or dialect that announced it; empty where nothing did since the hub
    began, or where it is wired to the hub. ``topics`` are what it listens to and is told things on,
    by the announcement's key; ``services`` what it can be asked for.
    """

    entity: str
    origin: str = ""
    unique_id: str = ""
    state: str | None = None
    attributes: dict[str, object] = field(default_factory=dict)
    topics: dict[str, tuple[str, ...]] = field(default_factory=dict)
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainEntity(Command[EntityStory]):
    """Ask how an entity was announced and how it looks."""

    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsGuess:
    """A machine, and how likely a plug feeds it (0–1)."""

    kind: ApplianceKind
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsStory:
    """What the power of a plug's load looks like, after ``days`` that were heard of it.

    ``kind`` is what may be said aloud: ``None`` where too little was seen or nothing is likely
    enough. ``guesses`` come likeliest first; what they lack to 1 is "something else".
    """

    entity: str
    days: float = 0.0
    kind: ApplianceKind | None = None
    guesses: tuple[FeedsGuess, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainFeeds(Command[FeedsStory]):
    """Ask what the power of a plug's load looks like."""

    entity: str
