"""A small home for skills to answer in."""

import pytest

from hub.control.sweep import Sweep
from hub.core import plugins
from hub.core.commands import (
    Call,
    ListFaults,
    Move,
    Outcome,
    SetColorTemperature,
    SetLevel,
    SetLock,
    SetMode,
    SetTemperature,
    Turn,
)
from hub.core.entities import Device, Entity
from hub.core.kinds import Kind
from hub.core.skill import Home
from hub.texts import LANGUAGES, templates, word


@pytest.fixture
async def lamps(registry):
    """Two kitchen lamps and one in the hall."""
    for name, area in (("Ceiling", "Kitchen"), ("Counter", "Kitchen"), ("Hall lamp", "Hall")):
        entity = Entity(id="", source=name, kind=Kind.LIGHT, name=name)
        registry.describe(entity, Device(id=name, name=name), suggested_area=area)
    return registry


@pytest.fixture
def ends(commands, registry):
    """How the next commands end, by entity; else they are confirmed. Keeps what was wished."""

    class Ends(dict):
        wishes: list = []

    ends = Ends()
    ends.wishes = []

    async def carry_out(command):
        ends.wishes.append(command)
        return ends.get(command.entity, Outcome(result="confirmed", ms=5))

    for kind in (Call, Move, SetColorTemperature, SetLevel, SetLock, SetMode, SetTemperature, Turn):
        commands.handle(kind, carry_out)
    Sweep(commands, registry)
    return ends


@pytest.fixture
def thing(registry):
    """Describe a thing and return its id."""

    def make(name, kind, **about):
        return registry.describe(Entity(id="", source=name, kind=kind, name=name, **about)).id

    return make


@pytest.fixture
def faults(commands):
    """The faults that are known; fill it."""
    known = []

    async def tell(_):
        return known

    commands.handle(ListFaults, tell)
    return known


@pytest.fixture
async def home(bus, clock, commands, registry):
    return Home(bus=bus, clock=clock, commands=commands, registry=registry)


@pytest.fixture
def skill(home):
    """Build a skill by name."""
    found = {module.__name__: module for module in plugins.find("skills", {})}
    return lambda name: found[f"skills.{name}"].build(home)


@pytest.fixture
def said():
    """Word a reply in English, having checked that every language words it without a gap."""

    def check(reply):
        message = reply.message
        for language in LANGUAGES:
            assert message.id in templates(language), f"{message.id} is not in {language}"
            text = word(message.id, message.values, language)
            assert "{" not in text, f"{message.id} has a gap in {language}: {text}"
            assert "@" not in text
        return word(message.id, message.values, "en")

    return check
