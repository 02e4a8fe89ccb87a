"""A house with a voice: real engines, loaded once; sentences spoken by espeak-ng."""

import shutil
import subprocess
from functools import cache

import numpy as np
import pytest

from hub.core import plugins
from hub.core.commands import ListFaults, Outcome, SetLevel, Turn
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


@pytest.fixture
def done(commands):
    """Carry out whatever is commanded, and keep it."""
    kept = []

    async def carry_out(command):
        kept.append(command)
        return Outcome(result="confirmed", ms=1)

    async def no_faults(_):
        return []

    commands.handle(Turn, carry_out)
    commands.handle(SetLevel, carry_out)
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
