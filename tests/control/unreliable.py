"""A house whose devices misbehave on about a fifth of their commands, and what came of it."""

import asyncio
import random
from dataclasses import dataclass, field

from hub.core.commands import SetLevel, SetTemperature, Turn
from hub.core.entities import Device, Entity
from hub.core.facets import facet
from hub.core.kinds import Kind
from hub.core.states import ClimateState, LightState, SwitchState

SHARE = 0.2  # of commands that are not obeyed as they should be
WAYS = ("drop", "delay", "half", "other", "old_after_new", "elsewhere", "echo", "before")


@dataclass
class Sent:
    """One command; ``seen`` is what it still caused, or what the truth was, once it had ended."""

    entity: str
    wanted: object
    way: str
    result: str = ""
    seen: list = field(default_factory=list)

    @property
    def is_contradicted(self):
        return any(not near(value, self.wanted) for value in self.seen)


def near(value, wanted):
    if isinstance(wanted, bool) or isinstance(value, bool) or value is None:
        return value is wanted
    return abs(value - wanted) < 2.5


class Thing:
    """One entity's hardware: what is true of it, and how it answers."""

    def __init__(self, house, kind, number):
        self.house, self.kind = house, kind
        entity = Entity(
            id="",
            source=f"sim:{number}",
            kind=kind,
            name=f"Thing {number}",
            features=("level", "target"),
        )
        self.device = Device(id=f"box{number // 2}", name=f"Box {number // 2}")
        self.id = house.registry.describe(entity, self.device).id
        self.value = {Kind.SWITCH: False, Kind.LIGHT: 10.0, Kind.CLIMATE: 15.0}[kind]
        self.former = self.value
        self.last = None  # the latest Sent
        house.actuators.put(self.id, self)
        self.tell(self.value)

    def state(self, value):
        match self.kind:
            case Kind.SWITCH:
                return SwitchState(on=value)
            case Kind.LIGHT:
                return LightState(on=value > 0, level=value)
            case _:
                return ClimateState(mode="heat", target=value)

    def another(self, value):
        """Return a wish that differs from ``value``."""
        if self.kind is Kind.SWITCH:
            return not value
        low, high = (10, 100) if self.kind is Kind.LIGHT else (8, 28)
        while True:
            wish = float(self.house.chance.randint(low, high))
            if abs(wish - value) > 4:
                return wish

    def wish(self, value):
        match self.kind:
            case Kind.SWITCH:
                return Turn(entity=self.id, on=value)
            case Kind.LIGHT:
                return SetLevel(entity=self.id, level=value)
            case _:
                return SetTemperature(entity=self.id, celsius=value)

    def tell(self, value, *, fresh=True, sent=None):
        """Report; the judge hears what a command caused, until the next one."""
        if sent is not None and sent is self.last and sent.result:
            sent.seen.append(value)
        self.house.registry.report(self.id, self.state(value), fresh=fresh)

    def truth(self):
        self.tell(self.value, sent=self.last)

    def later(self, seconds, call, *args, **more):
        asyncio.get_running_loop().call_later(seconds, lambda: call(*args, **more))

    async def send(self, command):
        """Take a command as the radio brings it."""
        chance, sent = self.house.chance, self.last
        way = chance.choice(WAYS) if chance.random() < SHARE else "obey"
        sent.way += f" {way}"
        getattr(self, f"_{way}")(sent.wanted, sent, chance.uniform(0.02, 0.4))

    def _set(self, value, sent, pause):
        self.later(pause, self._become, value, sent)

    def _become(self, value, sent):
        self.former, self.value = self.value, value
        self.tell(value, sent=sent)

    def _obey(self, value, sent, pause):
        self._set(value, sent, pause)

    def _drop(self, value, sent, pause):
        pass

    def _delay(self, value, sent, pause):
        self._set(value, sent, self.house.chance.uniform(0.5, 6))

    def _half(self, value, sent, pause):
        """Go half the way and say so; a switch does it and says nothing."""
        if self.kind is Kind.SWITCH:
            self.value = value
        else:
            self._set((self.value + value) / 2, sent, pause)

    def _other(self, value, sent, pause):
        self._set(self.another(value), sent, pause)

    def _old_after_new(self, value, sent, pause):
        """Do it and say so, then say what was before: fallen back, or only late."""
        old, falls_back = self.value, self.house.chance.random() < 0.5
        self._set(value, sent, pause)
        gap = self.house.chance.uniform(0.02, 2.9)
        self.later(pause + gap, self.tell, old, sent=sent)
        if falls_back:
            self.later(pause + gap, setattr, self, "value", old)

    def _elsewhere(self, value, sent, pause):
        """Say it under another's name; half the time it was not even done."""
        if self.house.chance.random() < 0.5:
            self.value = value
        alike = [t for t in self.house.things if t.kind is self.kind and t is not self]
        self.later(pause, self.house.chance.choice(alike).tell, value)

    def _echo(self, value, sent, pause):
        """Do nothing; the broker repeats what it kept of an earlier command."""
        kept = self.house.chance.choice((value, self.former))
        self.later(pause, self.tell, kept, fresh=False)

    def _before(self, value, sent, pause):
        """A report from before comes first; then it obeys, or it drops the command."""
        stale = self.house.chance.choice((self.value, value))
        self.later(pause, self.tell, stale)
        if self.house.chance.random() < 0.5:
            self.later(pause, self._set, value, sent, pause)
        else:
            self.later(pause + self.house.chance.uniform(0.02, 2.9), self.truth)


class UnreliableHouse:
    """Twelve things on one road, each telling the truth now and then."""

    def __init__(self, registry, commands, actuators, seed):
        self.registry, self.commands, self.actuators = registry, commands, actuators
        self.chance = random.Random(seed)
        self.things = []
        kinds = (Kind.SWITCH, Kind.LIGHT, Kind.CLIMATE)
        self.things = [Thing(self, kinds[n % 3], n) for n in range(12)]
        self.history = []

    async def command(self):
        """Wish something of some thing, and note how that ended."""
        thing = self.chance.choice(self.things)
        held = facet(self.registry.find(thing.id).state, self._facet(thing))
        wanted = thing.another(held)
        sent = thing.last = Sent(entity=thing.id, wanted=wanted, way="")
        sent.result = (await self.commands.send(thing.wish(wanted))).result
        self.history.append(sent)

    def _facet(self, thing):
        return {Kind.SWITCH: "on", Kind.LIGHT: "level", Kind.CLIMATE: "target"}[thing.kind]

    async def live(self, number):
        """Send so many commands, one after the other, with moments of rest between them."""
        async with asyncio.TaskGroup() as group:
            telling = group.create_task(self._tell_truths())
            for _ in range(number):
                await self.command()
                await asyncio.sleep(self.chance.expovariate(1 / 5))
            await asyncio.sleep(60)
            telling.cancel()

    async def _tell_truths(self):
        while True:
            await asyncio.sleep(self.chance.uniform(1, 4))
            self.chance.choice(self.things).truth()
