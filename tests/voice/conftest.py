"""A house with a voice: real engines, loaded once; sentences spoken by espeak-ng."""

import shutil
import subprocess
from functools import cache

import numpy as np
import pytest

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
from hub.voice.audio import read_wav, write_wav
from hub.voice.hearing import usual_engines
from hub.voice.pipeline import Voice


@pytest.fixture(scope="session")
def engines():
    """The usual engines; loading them takes half a second."""
    return usual_engines("en", None)


@cache
def _said(text):
    program = shutil.which("espeak-ng")
    if program is None:
        pytest.skip("espeak-ng is not installed")
    sound = subprocess.run(
        [program, "-v", "en-us", "-s", "165", "--stdout", text], capture_output=True, check=True
    )
    return read_wav(sound.stdout)


@pytest.fixture
def recording():
    """Return a WAV of sentences said one after the other with ``pause`` seconds between them."""

    def record(*texts, pause=0.5, before=0.0):
        silence = bytes(2 * int(16_000 * pause))
        sound = silence.join(_said(text) for text in texts)
        return write_wav(bytes(2 * int(16_000 * before)) + sound)

    return record


@pytest.fixture
def noise():
    """Return a WAV of so many seconds of steady noise."""

    def make(seconds, loudness=300):
        rng = np.random.default_rng(3)
        return write_wav(rng.normal(0, loudness, int(16_000 * seconds)).astype("<i2").tobytes())

    return make


THINGS = (
    ("Living room light", Kind.LIGHT, "Living room"),
    ("Kitchen light", Kind.LIGHT, "Kitchen"),
    ("Ceiling lamp", Kind.LIGHT, "Kitchen"),
    ("Desk fan", Kind.FAN, "Study"),
    ("Front door", Kind.LOCK, "Hall"),
)


@pytest.fixture
async def home(registry):
    """Fill the registry with a few things and a fridge."""
    for name, kind, area in THINGS:
        described = Entity(id="", source=name, kind=kind, name=name)
        registry.describe(described, Device(id=name, name=name), suggested_area=area)
    power = Entity(id="", source="w", kind=Kind.SENSOR, name="Power", device_class="power")
    registry.describe(power, Device(id="f", name="Kitchen fridge"), suggested_area="Kitchen")
    return registry


KINDS = (
    ("Bedroom humidifier", Kind.HUMIDIFIER, {"features": ("on", "level", "mode"),
                                             "modes": ("sleep",)}),
    ("Garden siren", Kind.SIREN, {"features": ("on",)}),
    ("Boiler", Kind.WATER_HEATER, {"features": ("on", "target"), "modes": ("eco", "high_demand")}),
    ("Thermostat", Kind.CLIMATE, {"features": ("on", "target", "mode"), "modes": ("off", "heat")}),
    ("Garden valve", Kind.VALVE, {"features": ("move", "stop", "level")}),
    ("Bedroom blind", Kind.COVER, {"features": ("move", "stop", "level", "tilt")}),
    ("Garage door", Kind.COVER, {"features": ("move", "stop"), "device_class": "garage"}),
    ("Rosie", Kind.VACUUM, {"features": ("start", "pause", "stop", "return_to_base", "locate"),
                            "choices": {"fan_speed": ("quiet", "max")}}),
    ("Mower", Kind.LAWN_MOWER, {"features": ("start_mowing", "pause", "dock")}),
    ("Movie night", Kind.SCENE, {"features": ("press",)}),
    ("Doorbell", Kind.BUTTON, {"features": ("press",)}),
    ("Washer program", Kind.SELECT, {"features": ("option",),
                                     "choices": {"option": ("quick_wash", "Cotton")}}),
    ("Egg timer", Kind.NUMBER, {"features": ("value",), "low": 0, "high": 60}),
    ("Tower fan", Kind.FAN, {"features": ("on", "level", "preset", "oscillating"),
                             "modes": ("breeze",)}),
    ("Party light", Kind.LIGHT, {"features": ("on", "level", "kelvin", "colour", "effect"),
                               "choices": {"effect": ("colorloop", "first_light")}}),
    ("Alarm", Kind.ALARM_CONTROL_PANEL, {}),
)  # fmt: skip


@pytest.fixture
async def every_kind(home):
    """Put a thing of every kind that can be commanded into the house."""
    for name, kind, about in KINDS:
        home.describe(Entity(id="", source=name, kind=kind, name=name, **about))
    return home


@pytest.fixture
def done(commands):
    """Carry out whatever is commanded, and keep it."""
    kept = []

    async def carry_out(command):
        kept.append(command)
        return Outcome(result="confirmed", ms=1)

    async def no_faults(_):
        return []

    for kind in (Call, Move, SetColorTemperature, SetLevel, SetLock, SetMode, SetTemperature, Turn):
        commands.handle(kind, carry_out)
    commands.handle(ListFaults, no_faults)
    return kept


@pytest.fixture
async def voice(bus, clock, commands, home, done, engines, run):
    """The voice of that house, at work."""
    service = Voice(
        bus, clock, commands, home, list(plugins.find("skills", {})), engines=lambda: engines
    )
    run(service)
    return service
