"""From a sentence, typed or spoken, to a deed and an answer."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import ParamSpec, TypeVar

from hub.core.bus import Bus
from hub.core.clock import Clock
from hub.core.commands import Commands, Listen, Say, Speak, VoiceAnswer
from hub.core.engine import Speaker, Vocabulary
from hub.core.errors import EngineMissing, HubError
from hub.core.events import HUB, VOICE, Cause, HouseholdChanged, UtteranceEnded
from hub.core.message import Message
from hub.core.registry import Registry
from hub.core.skill import Home, Intent, Reply, Skill
from hub.texts import word
from hub.voice.engines.espeak import Espeak
from hub.voice.hearing import Engines, Hearing, usual_engines
from hub.voice.household import Census, census, household
from hub.voice.understanding import Missing, Understanding, without_wake

_log = logging.getLogger(__name__)
_SETTLED = 2.0  # seconds between two looks at what the house has become
_NOT_UNDERSTOOD = Message(id="reply.not_understood")
P = ParamSpec("P")
T = TypeVar("T")


class Voice:
    """Handles ``Say``, ``Listen`` and ``Speak``; what takes time runs in one thread of its own.

    ``language`` is the one that is heard (typed sentences may be in any). ``eager`` loads the
    engines when the house is up, else they load with the first recording. ``engines`` loads
    other ones than the usual.
    """

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        commands: Commands,
        registry: Registry,
        skills: Iterable[ModuleType],
        *,
        language: str = "en",
        vosk_model: Path | None = None,
        eager: bool = False,
        engines: Callable[[], Engines] | None = None,
        speaker: Speaker | None = None,
        units: str = "metric",
    ) -> None:
        self._bus, self._clock, self._registry = bus, clock, registry
        self._language, self._eager, self._units = language, eager, units
        self._modules = tuple(skills)
        home = Home(bus=bus, clock=clock, commands=commands, registry=registry, units=units)
        self._skills = _by_intent(self._modules, home)
        self._understandings: dict[str, Understanding] = {}
        self._hearing = Hearing(engines or (lambda: usual_engines(language, vosk_model)))
        self._speaker = speaker or Espeak()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="voice")
        self._changes = bus.open(HouseholdChanged, limit=8192)  # a start describes everything
        commands.handle(Say, self._say)
        commands.handle(Listen, self._listen)
        commands.handle(Speak, self._speak)

    async def run(self) -> None:
        """Keep the recogniser's words up to date, away from the moment somebody speaks."""
        with self._changes, self._thread:
            if self._eager:
                await self._prepare()
            async for _ in self._changes.batches(_SETTLED):
                if self._eager or self._hearing.is_awake:
                    await self._prepare()

    async def _prepare(self) -> None:
        try:
            seen = census(self._registry)
            vocabulary = await self._aside(self._vocabulary, self._language, seen)
            await self._aside(self._hearing.learn, vocabulary)
        except EngineMissing as error:
            _log.warning("the house cannot hear yet: %s", error)

    async def _say(self, command: Say) -> VoiceAnswer:
        """Understand a typed sentence and do it."""
        cause = VOICE if command.cause == HUB else command.cause
        return await self._answer(command.text, command.language, cause, {}, wake=None)

    async def _listen(self, command: Listen) -> list[VoiceAnswer]:
        """Hear a recording and do what it says, one command after the other."""
        language, seen = self._language, census(self._registry)
        vocabulary = await self._aside(self._vocabulary, language, seen)
        all_heard = await self._aside(
            self._hearing.hear, command.wav, vocabulary, wake=command.wake
        )
        return [
            await self._answer(
                without_wake(heard.text, language),
                language,
                VOICE,
                heard.stages,
                wake=heard.wake,
                shown=command.language,
            )
            for heard in all_heard
        ]

    async def _speak(self, command: Speak) -> bytes:
        """Say a text aloud."""
        return await self._speaker.speak(command.text, command.language)

    async def _answer(
        self,
        text: str,
        language: str,
        cause: Cause,
        stages: dict[str, float],
        *,
        wake: float | None,
        shown: str = "",
    ) -> VoiceAnswer:
        """Understand, act, word the reply and tell the house; times are milliseconds.

        ``total`` is what a person waits after the last word: silence, recognition and all after.
        """
        began = time.perf_counter()
        wish = await self._aside(self._understand, text, language, census(self._registry))
        understood = time.perf_counter()
        intent = Intent(name="", cause=cause, text=text)
        if isinstance(wish, Intent):
            intent = replace(wish, cause=cause)
        reply = await self._act(wish if wish is None or isinstance(wish, Missing) else intent)
        acted = time.perf_counter()
        stages = {**stages, "understand": 1_000 * (understood - began)}
        stages["act"] = 1_000 * (acted - understood)
        after = ("silence", "recognise", "understand", "act")
        stages["total"] = sum(stages.get(stage, 0.0) for stage in after)
        return self._told(intent, reply, stages, wake=wake, language=shown or language)

    def _told(
        self, intent: Intent, reply: Reply, stages: dict[str, float], *, wake: float | None,
        language: str,
    ) -> VoiceAnswer:  # fmt: skip
        message = reply.message
        self._bus.publish(
            UtteranceEnded(
                at=self._clock.time(),
                cause=intent.cause,
                text=intent.text,
                intent=intent.name,
                reply=message,
                stages=stages,
            )
        )
        return VoiceAnswer(
            text=intent.text,
            intent=intent.name,
            slots=intent.slots,
            reply=message,
            said=word(message.id, message.values, language, units=self._units),
            outcome=reply.outcome,
            entity=reply.entity,
            wake=wake,
            stages=stages,
        )

    async def _act(self, wish: Intent | Missing | None) -> Reply:
        """Have the skill do it; say so when nothing was understood, or a thing is not there."""
        if wish is None:
            return Reply(message=_NOT_UNDERSTOOD)
        if isinstance(wish, Missing):
            told = "reply.several" if wish.several else f"reply.unknown_{wish.slot}"
            return Reply(message=Message(id=told, values={"name": wish.text}))
        skill = self._skills.get(wish.name)
        if skill is None:
            return Reply(message=_NOT_UNDERSTOOD)
        try:
            return await skill.answer(wish)
        except HubError as error:
            _log.warning("%s was not carried out: %s", wish.name, error)
            return Reply(message=Message(id="reply.failed"))

    def _understand(self, text: str, language: str, seen: Census) -> Intent | Missing | None:
        return self._understanding(language).understand(text, household(seen))

    def _vocabulary(self, language: str, seen: Census) -> Vocabulary:
        found = self._understanding(language).vocabulary(household(seen))
        if found is None:
            raise EngineMissing("There is nothing yet that could be said: no skill has sentences.")
        return found

    def _understanding(self, language: str) -> Understanding:
        if language not in self._understandings:
            self._understandings[language] = Understanding(self._modules, language)
        return self._understandings[language]

    async def _aside(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do work in the voice's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: work(*args, **kwargs))


def _by_intent(modules: Iterable[ModuleType], home: Home) -> dict[str, Skill]:
    """Return who answers which intent; the first skill to name one keeps it."""
    found: dict[str, Skill] = {}
    for module in modules:
        skill: Skill = module.build(home)
        for intent in skill.intents:
            if intent in found:
                _log.warning("%s also wants %s, which has a skill", module.__name__, intent)
            found.setdefault(intent, skill)
    return found
