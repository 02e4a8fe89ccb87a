"""A driver that crashes or hangs is built anew and shown; nothing else notices."""

import asyncio
import threading
from dataclasses import replace
from types import ModuleType

import pytest

from hub.core.driver import Actuators, Found, Letter, Mount
from hub.core.entities import Device, Entity
from hub.core.errors import BadPayload, DeviceUnreachable, DriverHung, EngineMissing
from hub.core.events import ServiceCrashed, StateReported
from hub.core.kinds import Kind
from hub.core.states import SensorState
from hub.ingest.hands import Hands
from hub.ingest.polling import Polling, mounts


class Probe:
    """A driver of one sensor; ``tell`` is what its read does."""

    def __init__(self, name, tell):
        self.name, self._tell, self.closed = name, tell, False

    def find(self):
        entity = Entity(id="", source=f"{self.name}:it", kind=Kind.SENSOR, name=self.name)
        return [Found(entity=entity, device=Device(id=self.name, name=self.name))]

    def read(self):
        return {f"{self.name}:it": self._tell()}

    def close(self):
        self.closed = True


class Doorbell(Probe):
    """A driver that can be commanded, by post."""

    def find(self):
        (found,) = super().find()
        entity = Entity(id="", source=self.name, kind=Kind.BUTTON, name=self.name, reports=False)
        return [Found(entity=entity, device=found.device)]

    def read(self):
        return {self.name: None}

    def act(self, source, command):
        return Letter(topic="bell", payload="ding")


class Relay(Doorbell):
    """A driver that can be commanded, and looks."""

    def find(self):
        (found,) = super().find()
        entity = Entity(id="", source=self.name, kind=Kind.SWITCH, name=self.name)
        return [Found(entity=entity, device=found.device)]


class Meter(Probe):
    """A driver of a meter."""

    def find(self):
        (found,) = super().find()
        entity = replace(found.entity, device_class="energy", unit="kWh")
        return [Found(entity=entity, device=found.device)]


@pytest.fixture
def actuators():
    return Actuators()


@pytest.fixture
def attend(bus, clock, registry, actuators, run):
    def attend(*mounted, rejected=None):
        counted = {} if rejected is None else rejected
        polling = Polling(bus, clock, registry, actuators, {"x": mounted}, rejected=counted)
        run(polling)
        return polling

    return attend


def mount(name, tell, *, made=None, **options):
    def build():
        probe = Probe(name, tell)
        if made is not None:
            made.append(probe)
        return probe

    return Mount(name=name, build=build, **options)


async def test_a_driver_that_crashes_is_built_anew_and_shown(bus, attend, registry):
    crashes, made = bus.open(ServiceCrashed), []

    def tell():
        if len(made) < 3:
            raise ZeroDivisionError("a bug")
        return 7.0

    attend(mount("x:bad", tell, made=made), mount("x:good", lambda: 1.0))
    await asyncio.sleep(5)
    assert [(crash.service, crash.pause) for crash in crashes.drain()] == [
        ("hardware x:bad", 1),
        ("hardware x:bad", 2),
    ]
    assert [probe.closed for probe in made] == [True, True, False]
    assert registry.find("sensor.x_bad").state == SensorState(value=7)
    assert registry.find("sensor.x_bad").available


async def test_what_a_crashed_driver_told_is_out_of_reach(attend, registry):
    calls = []

    def tell():
        calls.append(None)
        if len(calls) == 2:
            raise RuntimeError
        return 7.0

    attend(mount("x:bad", tell))
    await asyncio.sleep(59)
    assert registry.find("sensor.x_bad").available
    await asyncio.sleep(1.5)
    assert not registry.find("sensor.x_bad").available
    await asyncio.sleep(1)
    assert registry.find("sensor.x_bad").available


@pytest.mark.real_time
async def test_a_driver_that_hangs_is_left_and_the_others_go_on(bus, attend, registry):
    crashes, made, free = bus.open(ServiceCrashed), [], threading.Event()

    def tell():
        if len(made) == 1:
            free.wait()
        return 7.0

    polling = attend(
        mount("x:stuck", tell, made=made, limit=0.2),
        mount("x:good", lambda: 1.0, pause=0.05),
    )
    reports = bus.open(StateReported, limit=4096)
    try:
        async with asyncio.timeout(10):
            async for crash in crashes:
                assert crash.service == "hardware x:stuck"
                assert "x:stuck does not come back within 0.2 s (1 of its threads hang)" in (
                    crash.error
                )
                break
            assert polling.stuck == {"x:stuck": 1}
            reports.drain()
            seen = set()
            async for report in reports:  # while one hangs: both the other and its successor
                seen.add(report.entity)
                if seen == {"sensor.x_good", "sensor.x_stuck"}:
                    break
        assert registry.find("sensor.x_stuck").state == SensorState(value=7)
        assert not made[0].closed
    finally:
        free.set()
    async with asyncio.timeout(10):
        while polling.stuck:
            await asyncio.sleep(0.01)
    assert made[0].closed  # what it held is let go once it comes back


@pytest.mark.real_time
async def test_stuck_threads_do_not_pile_up():
    hands, free = Hands("piling up"), threading.Event()
    try:
        for number in range(1, 4):
            hand = await hands.take()
            with pytest.raises(DriverHung):
                await hands.ask(hand, free.wait, limit=0.05)
            hands.leave(hand, lambda: None)
            assert hands.stuck == number
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await hands.take()
        assert [thread.name for thread in threading.enumerate()].count("piling up") == 3
    finally:
        free.set()
    async with asyncio.timeout(5):
        hand = await hands.take()
        assert await hands.ask(hand, lambda: "back", limit=5) == "back"
    hand.shutdown()


async def test_a_drivers_own_timeout_is_not_taken_for_a_hang():
    hands = Hands("x")
    hand = await hands.take()

    def late():
        raise TimeoutError("the device")

    with pytest.raises(TimeoutError, match="the device") as caught:
        await hands.ask(hand, late, limit=5)
    assert not isinstance(caught.value, DriverHung)
    hand.shutdown()


async def test_silence_is_told_once_a_spell(attend, registry, caplog):
    answers = [DeviceUnreachable("asleep")] * 8 + [5.0]

    def tell():
        answer = answers.pop(0) if answers else 6.0
        if isinstance(answer, Exception):
            raise answer
        return answer

    attend(mount("x:far", tell))
    await asyncio.sleep(100)
    assert caplog.text.count("x:far does not answer: asleep") == 1
    assert not registry.find("sensor.x_far").available
    await asyncio.sleep(200)
    assert registry.find("sensor.x_far").available
    assert caplog.text.count("x:far answers again") == 1


async def test_what_cannot_be_believed_is_counted(attend, registry):
    rejected = {}
    attend(mount("x:odd", lambda: BadPayload("garbled")), rejected=rejected)
    await asyncio.sleep(70)
    assert rejected == {"sensor.x_odd": {"unreadable": 2}}
    assert registry.find("sensor.x_odd").state == SensorState()


async def test_what_the_settings_no_longer_name_is_forgotten(attend, registry, clock, bus):
    for source in ("x:old:it", "x:kept:it", "y:other"):
        registry.describe(Entity(id="", source=source, kind=Kind.SENSOR, name=source))
    attend(mount("x:kept", lambda: 1.0))
    await asyncio.sleep(1)
    assert {held.entity.source for held in registry.held.values()} == {"x:kept:it", "y:other"}


async def test_without_a_broker_a_letter_is_not_lost_in_silence(attend, actuators):
    attend(Mount(name="x:bell", build=lambda: Doorbell("x:bell", None)))
    await asyncio.sleep(1)
    with pytest.raises(DeviceUnreachable, match="no broker"):
        await actuators.find("button.x_bell").send(None)


async def test_what_is_read_back_over_our_own_wire_is_believed_at_once(attend, actuators):
    attend(Mount(name="x:bell", build=lambda: Doorbell("x:bell", None)))
    attend(Mount(name="x:relay", build=lambda: Relay("x:relay", None)))
    await asyncio.sleep(1)
    assert actuators.is_certain("switch.x_relay")
    assert not actuators.is_certain("button.x_bell")


async def test_a_meter_that_stutters_is_not_believed(attend, registry):
    told, rejected = iter([7000.0, 6990.0, 7000.1, 7000.2]), {}
    meter = Mount(name="x:meter", build=lambda: Meter("x:meter", lambda: next(told)))
    attend(meter, rejected=rejected)
    await asyncio.sleep(70)
    assert registry.find("sensor.x_meter").state == SensorState(value=7000.0)
    await asyncio.sleep(60)
    assert registry.find("sensor.x_meter").state == SensorState(value=7000.1)
    assert rejected == {"sensor.x_meter": {"went_back": 1}}


def plugin(name, build, *, has_settings):
    module = ModuleType(f"hardware.{name}")
    module.build = build
    if has_settings:
        module.Settings = object
    return module


def test_plug_ins_are_built_from_their_sections(tmp_path, caplog):
    def missing(wanted, *, home):
        raise EngineMissing("needs it: pip install 'tomte[it]'")

    asked, errors = [], {}
    modules = [
        plugin("plain", lambda: Probe("plain", None), has_settings=False),
        plugin(
            "wired", lambda wanted, *, home: asked.append((wanted, home)) or [], has_settings=True
        ),
        plugin("idle", missing, has_settings=True),
        plugin("lacking", missing, has_settings=True),
    ]
    built = mounts(modules, {"wired": ["w"], "lacking": []}, home=tmp_path, errors=errors)
    assert {section: len(mounted) for section, mounted in built.items()} == {
        "plain": 1,
        "wired": 0,
        "idle": 0,
    }
    assert asked == [(["w"], tmp_path)]
    assert errors == {"hardware.lacking": "needs it: pip install 'tomte[it]'"}
    assert caplog.text.count("hardware.lacking is left out: needs it") == 1
