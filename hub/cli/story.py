"""The demo's story: what a household lives through, each step checked against the running hub."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from hub.cli.client import Client, Events
from hub.cli.world import LEARNING_DAYS, World
from hub.core.errors import HubError
from hub.texts import word

Json = dict[str, Any]
_LEAKS = {"seal_leak", "door_ajar"}  # warm air gets in; how quickly it came tells which, or not yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How a step of the story went; ``ms`` is its wall time."""

    name: str
    passed: bool
    ms: float
    detail: str


class StepFailed(HubError):
    """The story took another course than it should."""


def must(so: object, otherwise: str) -> None:
    """Raise ``StepFailed`` unless it is so."""
    if not so:
        raise StepFailed(otherwise)


def said(message: Json) -> str:
    """Word a message the hub sent."""
    return word(message["id"], message["values"])


def recording(name: str) -> bytes:
    """Return one of the demo's recordings (a WAV file's bytes)."""
    return resources.files("hardware.simulated.speech").joinpath(f"{name}.wav").read_bytes()


class Story:
    """Leads the household through the steps and watches what the hub makes of it."""

    def __init__(
        self,
        world: World,
        client: Client,
        events: Events,
        *,
        voice: bool,
        progress: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._world, self._client, self._events = world, client, events
        self._voice, self._progress = voice, progress
        self._steps: dict[str, Callable[[], Awaitable[str]]] = {
            "home found": self._found,
            "home learned, nothing cried wolf": self._learned,
            "voice command confirmed" if voice else "command confirmed": self._command,
            "lying lamp caught": self._lying_lamp,
            "washer done": self._washer,
            "fridge fault diagnosed and notified": self._fridge,
            "broker killed and back, nothing lost": self._broker,
        }

    @property
    def names(self) -> list[str]:
        """The steps, in order."""
        return list(self._steps)

    async def live(self, name: str) -> Step:
        """Live through one step."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            detail, passed = await self._steps[name](), True
        except TimeoutError:
            detail, passed = "the hub did not answer in time", False
        except HubError as error:
            detail, passed = str(error), False
        return Step(
            name=name, passed=passed, ms=round(1000 * (loop.time() - began), 1), detail=detail
        )

    async def _entity(self, name: str) -> Json:
        for view in (await self._client.get("/v1/home"))["entities"]:
            if view["entity"]["name"].casefold() == name.casefold():
                found: Json = view
                return found
        raise StepFailed(f"there is no {name!r} in the house")

    async def _found(self) -> str:
        async with asyncio.timeout(20):
            while True:
                home = await self._client.get("/v1/home")
                kinds = {appliance["kind"] for appliance in home["appliances"]}
                if {"fridge", "freezer", "washer"} <= kinds and len(home["entities"]) >= 20:
                    break
                await asyncio.sleep(0.1)
        areas, entities = len(home["areas"]), len(home["entities"])
        return f"{entities} entities in {areas} rooms, {len(home['appliances'])} appliances"

    async def _learned(self) -> str:
        await self._world.advance(LEARNING_DAYS, self._progress)
        faults = await self._client.do("ListFaults")
        told = [f"{fault['kind']} of {fault['appliance']}" for fault in faults]
        must(not faults, f"a healthy home raised {told}")
        return f"{LEARNING_DAYS:.0f} days passed, no alarm"

    async def _command(self) -> str:
        lamp = (await self._entity("Living room light"))["entity"]["id"]
        await self._client.do("Turn", entity=lamp, on=True)
        if not self._voice:
            outcome = await self._client.do("Turn", entity=lamp, on=False)
            must(outcome["result"] == "confirmed", f"the lamp ended {outcome['result']}")
            return f"light off, confirmed in {outcome['ms']:.0f} ms"
        answers = await self._client.listen(recording("living_room_light_off"))
        must(answers, "no wake word was heard")
        answer = answers[-1]
        outcome = answer["outcome"]
        must(outcome and outcome["result"] == "confirmed", f"heard {answer['text']!r}: {outcome}")
        state = (await self._entity("Living room light"))["state"]
        must(state["on"] is False, "the lamp is still on")
        total = sum(v for k, v in answer["stages"].items() if k != "total")
        return (
            f"heard “{answer['text']}” in {total:.0f} ms, "
            f"confirmed in {outcome['ms']:.0f} ms; said “{answer['said']}”"
        )

    async def _lying_lamp(self) -> str:
        view = await self._entity("Reading lamp")
        wanted = not view["state"]["on"]
        self._world.sim.tell(do="lying_lamp", on=True)
        await asyncio.sleep(0.2)  # the household takes the wish in
        outcome = await self._client.do("Turn", entity=view["entity"]["id"], on=wanted)
        self._world.sim.tell(do="lying_lamp", on=False)
        must(outcome["result"] == "no_answer", f"the hub believed it: {outcome['result']}")
        return said(outcome["reason"]) if outcome["reason"] else "no answer"

    async def _washer(self) -> str:
        washer = await self._appliance("washer")
        self._events.forget()  # what the household washed by itself
        self._world.sim.tell(do="start_washer")

        def done() -> bool:
            return self._events.seen("CycleEnded", lambda e: e["appliance"] == washer)

        must(await self._world.advance_until(done, days=0.4, step=0.02), "it never ended")
        note = await self._events.wait(
            "NotificationChanged", lambda e: "cycle_ended" in e["notification"]["message"]["id"]
        )
        return said(note["notification"]["message"])

    async def _fridge(self) -> str:
        fridge = await self._appliance("fridge")
        self._world.sim.tell(do="break_fridge")

        def found() -> bool:
            return self._events.seen("FaultRaised")

        must(await self._world.advance_until(found, days=4, step=0.1), "nothing was found")
        fault = (await self._events.wait("FaultRaised"))["fault"]
        must(fault["appliance"] == fridge, f"it accused {fault['appliance']}")
        must(fault["kind"] in _LEAKS, f"it says {fault['kind']}")
        must(fault["evidence"] and fault["advice"], "no evidence or advice")
        await self._events.wait(
            "NotificationChanged", lambda e: e["notification"]["severity"] != "notice"
        )
        return f"{said(fault['title'])}: {said(fault['why'])}"

    async def _appliance(self, kind: str) -> str:
        home = await self._client.get("/v1/home")
        return next((a["id"] for a in home["appliances"] if a["kind"] == kind), "")

    async def _broker(self) -> str:
        before = await self._memory()
        clock = (await self._client.get("/v1/home"))["now"]
        self._world.broker.kill()
        await self._events.wait("BrokerChanged", lambda e: not e["connected"])
        await self._world.broker.restart()
        loop = asyncio.get_running_loop()
        began = loop.time()
        await self._events.wait("BrokerChanged", lambda e: e["connected"])
        back = loop.time() - began
        await self._world.advance(0.05)
        after = await self._memory()
        must(before <= after, f"lost {before - after}")
        lamp = (await self._entity("Living room light"))["entity"]["id"]
        outcome = await self._client.do("Turn", entity=lamp, on=True)
        must(outcome["result"] in {"confirmed", "already"}, f"then the lamp: {outcome['result']}")
        await self._history_goes_on(clock)
        return f"back {back:.1f} s after the broker; faults, inbox and history complete"

    async def _memory(self) -> set[str]:
        faults = await self._client.do("ListFaults")
        notes = await self._client.do("ListNotifications")
        home = await self._client.get("/v1/home")
        entities = [view["entity"]["id"] for view in home["entities"]]
        return {*(f["id"] for f in faults), *(n["id"] for n in notes), *entities}

    async def _history_goes_on(self, clock: float) -> None:
        """Check that there is history on both sides of ``clock``."""
        fridge = next(
            a for a in (await self._client.get("/v1/home"))["appliances"] if a["kind"] == "fridge"
        )
        async with asyncio.timeout(10):
            while True:
                samples = await self._client.get(
                    "/v1/history",
                    entity=fridge["power"],
                    start=clock - 7200,
                    end=clock + 4320,
                    points=100,
                )
                times = [sample["at"] for sample in samples]
                if times and times[0] < clock < times[-1]:
                    return
                await asyncio.sleep(0.2)  # the recorder writes once a second
