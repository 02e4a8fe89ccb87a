"""What the hub announces of itself: others can take it in, and we never do."""

import asyncio
import json

import pytest

from hub.core.events import BrokerChanged
from hub.core.scores import ScoreChanged
from hub.core.states import Kind
from hub.ingest.citizen.names import hub_name, is_ours, plain
from tests.faults.conftest import Notebook
from tests.ingest.citizens import (
    BASE,
    FRIDGE,
    HUB,
    ONLINE,
    Neighbour,
    Settled,
    announced,
    changed,
    citizen,
    fault,
    plug_in_fridge,
    raised,
)


@pytest.fixture
def settled(commands):
    return Settled(commands)


@pytest.fixture
async def living(bus, commands, registry, wire, run, settled):
    """A hub with a fridge that has announced itself."""
    plug_in_fridge(registry)
    run(citizen(bus, commands, registry, wire, birth=False))
    await asyncio.sleep(1)
    return wire


@pytest.fixture
def neighbour(living, clock):
    """Another house that has taken in all of it, and hears what was kept."""
    neighbour = Neighbour(living, clock)
    for topic, payload in list(living.sent):
        if topic.endswith("/config"):
            neighbour.take(topic, payload)
    for topic, payload in [*living.sent, *ONLINE]:
        if not topic.endswith("/config"):
            living.come(topic, payload)
    return neighbour


async def test_everything_is_kept_by_the_broker_and_says_who_speaks(living):
    assert set(living.how) == {(1, True)}
    messages = announced(living)
    assert set(messages) == {FRIDGE, FRIDGE.replace("fridge", "hub")}
    for message in messages.values():
        assert message["origin"] == {"name": "Tomte", "sw_version": "1.2"}
        assert message["availability_mode"] == "all"
    assert [each["topic"] for each in messages[FRIDGE]["availability"]] == [t for t, _ in ONLINE]
    assert messages[FRIDGE]["device"]["suggested_area"] == "Kitchen"


async def test_others_find_every_part_of_it_sound(neighbour):
    assert neighbour.announcements.refusals.held == {}
    kinds = {
        thing.component.unique_id.removeprefix(f"tomte_{HUB}_"): thing.component.kind
        for thing in neighbour.announcements.things
    }
    assert kinds == {
        "hub_connected": Kind.BINARY_SENSOR,
        "hub_version": Kind.SENSOR,
        "hub_problems": Kind.SENSOR,
        "fridge_problem": Kind.BINARY_SENSOR,
        "fridge_score": Kind.SENSOR,
        "fridge_fault": Kind.EVENT,
        "fridge_confirm": Kind.BUTTON,
        "fridge_false_alarm": Kind.BUTTON,
    }
    assert not any(thing.component.notes for thing in neighbour.announcements.things)


async def test_a_sound_fridge_shows_as_one(neighbour):
    assert (neighbour.state("problem"), neighbour.state("score")) == ("off", None)
    assert neighbour.state("problems", "hub") == "0"
    assert (neighbour.state("connected", "hub"), neighbour.state("version", "hub")) == ("on", "1.2")
    assert neighbour.find("score").available
    assert not neighbour.find("confirm").available, "there is nothing to confirm"


async def test_a_hub_that_dies_takes_its_things_along_but_says_so(neighbour, living):
    living.come(f"{BASE}/status", "offline")
    assert not neighbour.find("problem").available
    assert neighbour.find("connected", device="hub").available
    assert neighbour.state("connected", "hub") == "off"


async def test_a_fault_shows_with_its_words_and_its_buttons(neighbour, living, bus, clock):
    told = len(living.sent)
    raised(bus, clock, fault())
    bus.publish(ScoreChanged(at=clock.time(), appliance="fridge", score=0.72))
    await asyncio.sleep(1)
    for topic, payload in living.sent[told:]:
        living.come(topic, payload)
    assert (neighbour.state("problem"), neighbour.state("score")) == ("on", "0.72")
    assert neighbour.state("problems", "hub") == "1"
    attributes = neighbour.find("problem").component.attributes()
    assert (attributes["kind"], attributes["since"]) == ("seal_leak", "1970-01-01T00:01:40+00:00")
    assert "Kitchen fridge" in attributes["title"]
    assert neighbour.find("false_alarm").available
    assert neighbour.find("fault").component.attributes()["event_type"] == "appeared"


@pytest.mark.parametrize(
    ("phase", "what"),
    [
        ("confirmed", "confirmed"),
        ("false_alarm", "dismissed"),
        ("fixed", "cleared"),
        ("gone", "cleared"),
    ],
)
async def test_what_becomes_of_a_fault_is_news_and_not_kept(living, bus, clock, phase, what):
    raised(bus, clock, fault())
    changed(bus, clock, fault(phase))
    await asyncio.sleep(1)
    news = [
        (json.loads(payload)["event_type"], how)
        for (topic, payload), how in zip(living.sent, living.how, strict=True)
        if topic == f"{BASE}/fridge/fault"
    ]
    assert news == [("appeared", (1, False)), (what, (1, False))]
    states = [json.loads(payload) for topic, payload in living.sent if topic.endswith("ge/state")]
    assert states[-1]["problem"] == ("ON" if phase == "confirmed" else "OFF")


@pytest.mark.parametrize("verdict", ["confirmed", "false_alarm"])
async def test_a_press_over_there_settles_the_fault_here(living, bus, clock, settled, verdict):
    raised(bus, clock, fault())
    raised(bus, clock, newer := fault(at=200.0))
    await asyncio.sleep(1)
    living.come(f"{BASE}/fridge/settle", verdict)
    await asyncio.sleep(1)
    assert settled.wishes == [(newer.id, verdict, "person", "Home Assistant")]


@pytest.mark.parametrize(
    ("device", "payload", "kept"),
    [("fridge", "fixed", False), ("fridge", "confirmed", True), ("oven", "confirmed", False)],
)
async def test_a_press_that_means_nothing_does_nothing(
    living, bus, clock, settled, device, payload, kept
):
    raised(bus, clock, fault())
    await asyncio.sleep(1)
    living.come(f"{BASE}/{device}/settle", payload, kept)
    await asyncio.sleep(1)
    assert settled.wishes == []


async def test_faults_from_before_are_shown_at_once(bus, commands, registry, wire, run):
    Settled(commands, [fault(), fault("fixed", at=1.0)])
    plug_in_fridge(registry)
    run(citizen(bus, commands, registry, wire))
    await asyncio.sleep(1)
    states = [json.loads(payload) for topic, payload in wire.sent if topic.endswith("ge/state")]
    assert states[0]["problem"] == "ON"
    assert not any(topic.endswith("/fault") for topic, _ in wire.sent), "that is no news"


async def test_an_appliance_out_of_reach_says_so(living, registry):
    (power,) = registry.held
    registry.set_available(power, False)
    await asyncio.sleep(1)
    assert living.sent[-1] == (f"{BASE}/fridge/available", b"offline")


async def test_what_goes_is_taken_back_with_all_that_was_kept(living, registry):
    told = len(living.sent)
    registry.remove("f/power")
    await asyncio.sleep(1)
    gone = {FRIDGE, f"{BASE}/fridge/state", f"{BASE}/fridge/available"}
    assert {topic for topic, payload in living.sent[told:] if payload == b""} == gone


async def test_what_went_while_the_hub_was_away_is_taken_back(living):
    old = FRIDGE.replace("fridge", "washer")
    living.come(old, "{}", True)
    living.come(FRIDGE.replace(HUB, "deadbeef"), "{}", True)
    await asyncio.sleep(1)
    gone = {topic for topic, payload in living.sent if payload == b""}
    assert gone == {old, f"{BASE}/washer/state", f"{BASE}/washer/available"}


async def test_switched_off_it_takes_back_and_says_nothing(
    bus, commands, registry, wire, run, settled
):
    plug_in_fridge(registry)
    run(citizen(bus, commands, registry, wire, publish=False))
    wire.come(FRIDGE, "{}", True)
    await asyncio.sleep(1)
    assert {payload for _, payload in wire.sent} == {b""}


async def test_a_lost_broker_is_told_everything_when_it_is_back(living, bus, clock, registry):
    living.cut, told = True, len(living.sent)
    registry.set_available(next(iter(registry.held)), False)
    await asyncio.sleep(1)
    living.cut = False
    bus.publish(BrokerChanged(at=clock.time(), connected=True, address="x"))
    await asyncio.sleep(1)
    again = dict(living.sent[told:])
    assert set(again) >= {FRIDGE, f"{BASE}/fridge/state", f"{BASE}/hub/state"}
    assert again[f"{BASE}/fridge/available"] == b"offline"


async def test_names_are_worded_in_the_houses_language(living):
    parts = announced(living)[FRIDGE]["components"]
    assert [part["name"] for part in parts.values()][:2] == ["Problem", "Anomaly score"]


async def test_the_hubs_letters_are_drawn_once():
    notebook = Notebook()
    first = await hub_name(notebook)
    assert is_ours(f"tomte_{first}_fridge")
    assert await hub_name(notebook) == first
    assert await hub_name(Notebook()) != first


@pytest.mark.parametrize("name", ["fridge", "0x00158d", "冰箱", "a b", "x" * 90])
def test_every_device_has_a_place_on_the_broker(name):
    assert is_ours(f"tomte_{HUB}_{plain(name)}")
    assert plain(name) == plain(name) != plain(f"{name}2")


@pytest.mark.parametrize("name", ["tomte", "tomte_lamp", "tomte_0123abcde", "my_tomte_0123abcd_x"])
def test_a_device_that_is_only_called_like_us_is_not_ours(name):
    assert not is_ours(name)
