"""What a skill gets and what it gives back.

A skill is a folder under ``skills/`` (or an entry point of the group ``tomte.skills``): a module
with ``api = 1`` and ``build(home) -> Skill``, and beside it ``sentences/en.yaml`` and
``sentences/zh-CN.yaml`` in hassil's template format.
"""

from dataclasses import dataclass, field
from typing import Protocol

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import Commands, Outcome
from hub.core.events import VOICE, Cause
from hub.core.message import Message
from hub.core.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What the household asked for: a name from the sentence files, and its slots.

    Slots named ``name``, ``area`` and ``appliance`` hold ids (entity, area, appliance).
    """

    name: str
    slots: dict[str, str] = field(default_factory=dict)
    text: str = ""
    cause: Cause = VOICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the hub says back; ``outcome`` and ``entity`` when a device was commanded."""

    message: Message
    outcome: Outcome | None = None
    entity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The hub as a skill sees it: small on purpose."""

    bus: Bus
    clock: Clock
    commands: Commands
    registry: Registry


class Skill(Protocol):
    """Answers the intents it names; their sentences lie in ``sentences/`` beside it."""

    intents: tuple[str, ...]

    async def answer(self, intent: Intent) -> Reply:
        """Do what was asked and say how it went."""
