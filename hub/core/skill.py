"""What a skill gets and what it gives back.

A skill is a folder under ``skills/`` (or an entry point of the group ``tomte.skills``): a module
with ``api = 1`` and ``build(home) -> Skill``, and beside it ``sentences/en.yaml`` and
``sentences/zh-CN.yaml`` in hassil's template format.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import Commands, Outcome
from hub.core.entities import Entity
from hub.core.events import VOICE, Cause
from hub.core.message import Message, Value
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
    """The hub as a skill sees it: small on purpose. ``units`` are "metric" or "imperial"."""

    bus: Bus
    clock: Clock
    commands: Commands
    registry: Registry
    units: str = "metric"

    def meant(self, intent: Intent) -> Entity | None:
        """Return the entity an intent names, if it is still there."""
        held = self.registry.held.get(intent.slots.get("name", ""))
        return None if held is None else held.entity


def as_said(option: str) -> str:
    """Return an option of a device as people say it: "first_light" is "first light"."""
    return " ".join(option.replace("_", " ").replace("-", " ").casefold().split())


GONE = Reply(message=Message(id="reply.none_here", values={"kind": "@reply.kind.device"}))


def worded(
    entity: Entity,
    outcome: Outcome,
    *,
    done: str,
    already: str = "reply.already",
    sent: str = "reply.sent",
    values: Mapping[str, Value] | None = None,
) -> Reply:
    """Word how a command ended; ``done`` is the message of one that was confirmed.

    ``values`` stand in it beside the entity's name. ``sent`` is said of one nothing can confirm.
    """
    said: dict[str, Value] = {"name": entity.label, **(values or {})}
    result, reason = outcome.result, outcome.reason
    told = {"confirmed": done, "already": already, "sent": sent}.get(result, f"reply.{result}")
    if result == "refused" and reason is not None:
        told = "reply.kept_on" if reason.id == "control.keeps_on" else "reply.refused_because"
        said = {**reason.values, **said, "reason": f"@{reason.id}"}
    return Reply(message=Message(id=told, values=said), outcome=outcome, entity=entity.id)


class Skill(Protocol):
    """Answers the intents it names; their sentences lie in ``sentences/`` beside it."""

    intents: tuple[str, ...]

    async def answer(self, intent: Intent) -> Reply:
        """Do what was asked and say how it went."""
