"""Turn lights, switches and fans on and off, by name or by room, and make them brighter."""

from collections.abc import Iterable, Sequence

from hub.core.commands import DeviceCommand, Outcome, SetLevel, Turn
from hub.core.entities import Entity
from hub.core.message import Message, Value
from hub.core.registry import Registry
from hub.core.skill import Home, Intent, Reply, Skill
from hub.core.states import FanState, LightState

api = 1
_STEP = 20.0  # percent that "brighter" adds
_DONE = {"confirmed", "already", "sent"}


class Switching:
    """Says how it went only after the device has told, or failed to."""

    intents: tuple[str, ...] = ("TurnOn", "TurnOff", "SetBrightness", "ChangeBrightness")

    def __init__(self, home: Home) -> None:
        self._home = home

    async def answer(self, intent: Intent) -> Reply:
        """Command every entity that was meant and report the outcome."""
        meant = _meant(intent, self._home.registry)
        if not meant:
            return Reply(message=_nothing(intent, self._home.registry))
        ended = [
            (entity, await self._home.commands.send(self._wish(intent, entity))) for entity in meant
        ]
        if len(ended) == 1:
            ((entity, outcome),) = ended
            message = _one(intent, entity, outcome, self._level(intent, entity))
            return Reply(message=message, outcome=outcome, entity=entity.id)
        return Reply(message=_many(intent, ended), outcome=_worst(o for _, o in ended))

    def _wish(self, intent: Intent, entity: Entity) -> DeviceCommand:
        if intent.name in {"TurnOn", "TurnOff"}:
            return Turn(entity=entity.id, on=intent.name == "TurnOn", cause=intent.cause)
        level = self._level(intent, entity)
        return SetLevel(entity=entity.id, level=level, cause=intent.cause)

    def _level(self, intent: Intent, entity: Entity) -> float:
        if "level" in intent.slots:
            return float(intent.slots["level"])
        state = self._home.registry.find(entity.id).state
        known = state.level if isinstance(state, LightState | FanState) and state.on else None
        step = _STEP if intent.slots.get("change") == "up" else -_STEP
        return min(100.0, max(0.0, (known or 0.0) + step))


def _meant(intent: Intent, registry: Registry) -> list[Entity]:
    """Return the entity named, or all of a kind in a room or in the house."""
    name, area, domain = (intent.slots.get(slot) for slot in ("name", "area", "domain"))
    if name is not None:
        return [registry.held[name].entity] if name in registry.held else []
    return [
        held.entity
        for held in registry.held.values()
        if held.entity.kind == domain
        and area in {None, held.entity.area}
        and not held.entity.category
    ]


def _nothing(intent: Intent, registry: Registry) -> Message:
    area = registry.areas.get(intent.slots.get("area", ""))
    kind = f"@reply.kind.{intent.slots.get('domain', 'device')}"
    if area is None:
        return Message(id="reply.none_here", values={"kind": kind})
    return Message(id="reply.none_in_area", values={"kind": kind, "area": area.name})


def _one(intent: Intent, entity: Entity, outcome: Outcome, level: float) -> Message:
    values: dict[str, Value] = {"name": entity.label, "level": level}
    if outcome.result == "confirmed":
        done = {"TurnOn": "reply.turned_on", "TurnOff": "reply.turned_off"}
        return Message(id=done.get(intent.name, "reply.level_set"), values=values)
    if outcome.result == "already":
        already = {"TurnOn": "reply.already_on", "TurnOff": "reply.already_off"}
        return Message(id=already.get(intent.name, "reply.already"), values=values)
    if outcome.result == "refused" and outcome.reason is not None:
        values = {**outcome.reason.values, **values, "reason": f"@{outcome.reason.id}"}
        return Message(id="reply.refused_because", values=values)
    return Message(id=f"reply.{outcome.result}", values=values)


def _many(intent: Intent, ended: Sequence[tuple[Entity, Outcome]]) -> Message:
    failed = [entity.label for entity, outcome in ended if outcome.result not in _DONE]
    values: dict[str, Value] = {
        "count": len(ended) - len(failed),
        "failed": len(failed),
        "names": ", ".join(failed),
        "kind": f"@reply.kind.{intent.slots['domain']}",
    }
    if failed:
        return Message(id="reply.some_failed", values=values)
    if all(outcome.result == "already" for _, outcome in ended):
        return Message(id="reply.all_already", values=values)
    unsure = any(outcome.result == "sent" for _, outcome in ended)
    done = {"TurnOn": "reply.turned_on_many", "TurnOff": "reply.turned_off_many"}
    return Message(id="reply.sent_many" if unsure else done[intent.name], values=values)


def _worst(outcomes: Iterable[Outcome]) -> Outcome:
    order = ("already", "confirmed", "sent", "refused", "no_answer")
    return max(outcomes, key=lambda one: (order.index(one.result), one.ms))


def build(home: Home) -> Skill:
    """Return the skill for this home."""
    return Switching(home)
