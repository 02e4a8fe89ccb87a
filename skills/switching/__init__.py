"""Turn things on and off, by name or by room, and set how bright, fast, loud or moist."""

from collections.abc import Iterable, Sequence

from hub.core.commands import AllTurned, DeviceCommand, Outcome, SetLevel, Turn, TurnAll
from hub.core.entities import Entity
from hub.core.kinds import Kind
from hub.core.message import Message, Value
from hub.core.registry import Registry
from hub.core.skill import GONE, Home, Intent, Reply, Skill, worded
from hub.core.states import FanState, LightState

api = 1
_STEP = 20.0  # percent that "brighter" adds
_EVERYTHING = "everything"
_DONE = {"confirmed", "already", "sent"}
_WORDS = {
    "TurnOn": ("reply.turned_on", "reply.already_on"),
    "TurnOff": ("reply.turned_off", "reply.already_off"),
}
_SET = ("reply.level_set", "reply.already")


class Switching:
    """Says how it went only after the device has told, or failed to."""

    intents: tuple[str, ...] = ("TurnOn", "TurnOff", "SetBrightness", "ChangeBrightness")

    def __init__(self, home: Home) -> None:
        self._home = home

    async def answer(self, intent: Intent) -> Reply:
        """Command every entity that was meant and report the outcome."""
        if "name" not in intent.slots:
            return await self._answer_all(intent)
        entity = self._home.meant(intent)
        if entity is None:
            return GONE
        outcome = await self._home.commands.send(self._wish(intent, entity))
        return self._answer_one(intent, entity, outcome)

    def _answer_one(self, intent: Intent, entity: Entity, outcome: Outcome) -> Reply:
        done, already = _WORDS.get(intent.name, _SET)
        level = self._level(intent, entity)
        return worded(entity, outcome, done=done, already=already, values={"level": level})

    async def _answer_all(self, intent: Intent) -> Reply:
        domain, registry = intent.slots.get("domain", _EVERYTHING), self._home.registry
        turned = await self._home.commands.send(
            TurnAll(
                area=intent.slots.get("area", ""),
                kinds=() if domain == _EVERYTHING else (Kind(domain),),
                on=intent.name == "TurnOn",
                cause=intent.cause,
            )
        )
        ended = [(registry.find(entity).entity, o) for entity, o in turned.outcomes.items()]
        if len(ended) == 1 and not turned.kept_on:
            return self._answer_one(intent, *ended[0])
        if not ended and not turned.kept_on:
            return Reply(message=_nothing(intent, registry))
        message = _but(turned, _many(intent, ended) if ended else None, registry)
        return Reply(message=message, outcome=_worst(turned.outcomes.values()))

    def _wish(self, intent: Intent, entity: Entity) -> DeviceCommand:
        if intent.name in {"TurnOn", "TurnOff"}:
            on, sure = intent.name == "TurnOn", "sure" in intent.slots
            return Turn(entity=entity.id, on=on, sure=sure, cause=intent.cause)
        level = self._level(intent, entity)
        return SetLevel(entity=entity.id, level=level, cause=intent.cause)

    def _level(self, intent: Intent, entity: Entity) -> float:
        if "level" in intent.slots:
            return float(intent.slots["level"])
        state = self._home.registry.find(entity.id).state
        known = state.level if isinstance(state, LightState | FanState) and state.on else None
        step = _STEP if intent.slots.get("change") == "up" else -_STEP
        return min(100.0, max(0.0, (known or 0.0) + step))


def _nothing(intent: Intent, registry: Registry) -> Message:
    area = registry.areas.get(intent.slots.get("area", ""))
    kind = f"@reply.kind.{intent.slots.get('domain', 'device')}"
    if area is None:
        return Message(id="reply.none_here", values={"kind": kind})
    return Message(id="reply.none_in_area", values={"kind": kind, "area": area.name})


def _many(intent: Intent, ended: Sequence[tuple[Entity, Outcome]]) -> Message:
    failed = [entity.label for entity, outcome in ended if outcome.result not in _DONE]
    values: dict[str, Value] = {
        "count": len(ended) - len(failed),
        "failed": len(failed),
        "names": ", ".join(failed),
        "kind": f"@reply.kind.{intent.slots.get('domain', _EVERYTHING)}",
    }
    if failed:
        return Message(id="reply.some_failed", values=values)
    if all(outcome.result == "already" for _, outcome in ended):
        return Message(id="reply.all_already", values=values)
    unsure = any(outcome.result == "sent" for _, outcome in ended)
    done = {"TurnOn": "reply.turned_on_many", "TurnOff": "reply.turned_off_many"}
    return Message(id="reply.sent_many" if unsure else done[intent.name], values=values)


def _but(turned: AllTurned, message: Message | None, registry: Registry) -> Message:
    """Return the message with the names of what was kept on, where something was."""
    kept = ", ".join(registry.find(entity).entity.label for entity in turned.kept_on)
    if not kept and message is not None:
        return message
    if message is None:
        return Message(id="reply.only_kept_on", values={"kept": kept})
    done = {**message.values, "done": f"@{message.id}", "kept": kept}
    return Message(id="reply.turned_off_but", values=done)


def _worst(outcomes: Iterable[Outcome]) -> Outcome | None:
    outcomes = list(outcomes)
    if not outcomes:
        return None
    order = ("already", "confirmed", "sent", "refused", "no_answer")
    return max(outcomes, key=lambda one: (order.index(one.result), one.ms))


def build(home: Home) -> Skill:
    """Return the skill for this home."""
    return Switching(home)
