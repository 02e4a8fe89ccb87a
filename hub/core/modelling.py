"""What is learned, as people see and steer it: models, their versions, the steps of their life."""

from dataclasses import dataclass, field
from typing import Literal

from hub.core.commands import Command
from hub.core.events import Event
from hub.core.message import Message

Step = Literal[
    "quality", "train", "compress", "evaluate", "shadow", "promote", "rollback", "fetch", "remove"
]
Role = Literal["works", "on_trial", "kept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelVersion:
    """One version of a model: what it does now, its size (bytes), checksum and figures.

    ``metrics`` are shares of 0–1 (``f1``, ``recall``, ``false_alarms``…), ``latency_us`` is in
    microseconds, ``windows`` a count.
    """

    version: int
    kind: str
    role: Role
    made_at: float
    size: int
    licence: str
    sha256: str
    metrics: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model by its name; ``appliance`` is the appliance (id) it was learned from.

    ``scored`` windows were judged by the version that works, ``strange`` (0–1) of them called
    strange; ``drifted``: that is more than luck, so that it is learned anew at night.
    """

    name: str
    appliance: str
    versions: tuple[ModelVersion, ...]
    scored: int = 0
    strange: float = 0.0
    drifted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOffer:
    """A model of others that may be fetched, or was: then ``place`` is where it lies.

    ``size`` is in bytes, ``about`` its maker's words.
    """

    name: str
    kind: str
    about: str
    licence: str
    size: int
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelJob:
    """A step under way or over: ``progress`` 0–1; ``ended`` is 0 while it runs.

    ``says`` are the step's own lines, newest last, in English as the command line has them;
    ``failed`` is why it ended badly.
    """

    step: Step
    name: str
    began: float
    progress: float = 0.0
    says: tuple[str, ...] = ()
    ended: float = 0.0
    failed: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """How the board fares: °C of its hottest place; ``waits`` is why nothing is trained now."""

    celsius: float | None
    throttled: bool
    waits: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelShelf:
    """Everything of the Models page; ``next_night`` (UTC s) is when it is learned anew."""

    models: tuple[Model, ...]
    offers: tuple[ModelOffer, ...]
    runs_on: str
    board: Board
    next_night: float
    job: ModelJob | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskModels(Command[ModelShelf]):
    """All models and what may be done with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunModelStep(Command[ModelJob]):
    """Begin a step; one at a time. ``name`` is a model's, or an offer's to be fetched or removed.

    Without a ``version`` it is the newest. ``anyway`` promotes a version that is worse, and trains
    on a warm board.
    """

    step: Step
    name: str
    version: int = 0
    anyway: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StopModelStep(Command[ModelJob | None]):
    """End the step that runs; what was there before stays as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStepChanged(Event):
    """A step began, went on or ended."""

    job: ModelJob


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsChanged(Event):
    """There are other models, or others work: what ``AskModels`` told is out of date."""
