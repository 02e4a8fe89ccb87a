"""What the command line tells of faults: in words, as JSON, in a picture."""

import json

import pytest

from hub.cli.faults.explained import of_appliance, of_fault
from hub.cli.faults.house import Faulty
from hub.cli.faults.picture import draw_days, draw_fault
from hub.core.codec import decode, encode
from hub.core.entities import Appliance, ApplianceKind
from hub.core.errors import ConfigError, UnknownEntity
from hub.core.faults import Evidence, Fault, FaultKind
from hub.core.message import Message
from hub.core.upkeep import ApplianceStory, Day, Known, LogEntry, PastRun, PresentRun, Price

DAY = 86_400.0
NOW = 1_709_251_200.0
FRIDGE = Appliance(id="fridge", kind=ApplianceKind.FRIDGE, name="Kitchen fridge", power="p")
DUTY = Evidence(
    signal="duty", unit="%", times=tuple(NOW - DAY * i / 4 for i in range(40, -1, -1)),
    values=tuple(31.0 + i % 3 + (9 if i > 32 else 0) for i in range(41)),
    low=28, high=34, since=NOW - 2 * DAY, now=41, usual=31, over=2 * DAY,
)  # fmt: skip
RUN = Evidence(
    signal="run", unit="s", times=DUTY.times, values=tuple(60 * v for v in DUTY.values),
    low=1600, high=2100, since=NOW - 2 * DAY, now=2460, usual=1860, over=2 * DAY,
)  # fmt: skip
LEAK = Fault(
    id="fridge-seal_leak-1", appliance="fridge", kind=FaultKind.SEAL_LEAK, severity="warning",
    confidence=0.87, title=Message(id="fault.seal_leak.title", values={"name": "Kitchen fridge"}),
    why=Message(id="fault.seal_leak.meaning"), evidence=(DUTY, RUN), raised_at=NOW,
    advice=tuple(Message(id=f"fault.seal_leak.advice.{i}") for i in (1, 2, 3)),
    confirm=Message(id="fault.seal_leak.confirm"), kwh_per_month=10.3, cost_per_month=3.1,
    currency="€",
)  # fmt: skip
STORY = ApplianceStory(
    appliance=FRIDGE, since=NOW - 10 * DAY, signals=("ambient", "power"), score=0.7,
    known=Known(
        days=10.0, cycles=240, tells=(FaultKind.SEAL_LEAK,),
        tells_from={FaultKind.DIRTY_CONDENSER: NOW + 4 * DAY, FaultKind.LEAK: NOW + 4 * DAY},
    ),
    running=PresentRun(began=NOW - 600, energy_wh=80.0, ends=NOW + 1200),
    cycles=(PastRun(began=NOW - 7200, ended=NOW - 3600, energy_wh=810, peak_watts=2000, cost=0.24,
                    programme=1),),
    days=tuple(Day(start=NOW - i * DAY, energy_wh=800.0 + 9 * i, known=1.0, duty=0.31, score=0.2)
               for i in range(9, -1, -1)),
    log=(LogEntry(id="1", appliance="fridge", at=NOW, what="feedback", by="Anna",
                  kind=FaultKind.SEAL_LEAK, verdict="false_alarm", note="new door"),),
    price=Price(per_kwh=0.3, currency="€"),
)  # fmt: skip


@pytest.fixture(params=["en", "zh-CN"])
def known(request):
    return Faulty(
        faults=[LEAK], appliances=[FRIDGE], entities=[], language=request.param, units="metric"
    )


def test_a_fault_is_explained_with_its_numbers_its_cost_and_what_to_do(known):
    said = of_fault(LEAK, known).replace("\u202f", " ")
    assert "41 %" in said
    assert "31 %" in said
    assert "3.10" in said
    assert "41 min" in said
    assert all(known.say(step) in said.replace(" ", " ") for step in LEAK.advice)
    assert "{" not in said


def test_a_story_tells_what_is_learned_what_can_be_told_and_the_rest(known):
    said = of_appliance(STORY, known)
    for part in ("learned: 10.0 days, 240 cycles", "from 2024-03-05 on", "0.24 €", "Anna",
                 "new door", "0.70", known.put("fault.dirty_condenser.name")):  # fmt: skip
        assert part in said
    assert LEAK.id in said
    assert decode(encode(STORY), ApplianceStory) == STORY


def test_the_pictures_are_drawn(known, tmp_path):
    draw_fault(LEAK, known, tmp_path / "fault.png")
    draw_days(STORY, known, tmp_path / "days.svg")
    assert (tmp_path / "fault.png").read_bytes()[:4] == b"\x89PNG"
    assert b"<svg" in (tmp_path / "days.svg").read_bytes()


def test_what_has_no_picture_says_so(known, tmp_path):
    number = Evidence(
        signal="ignored", unit="", times=(), values=(), low=0, high=0, since=NOW, now=3
    )
    bare = Fault(**{**{f: getattr(LEAK, f) for f in LEAK.__slots__}, "evidence": (number,)})
    with pytest.raises(ConfigError, match="no picture"):
        draw_fault(bare, known, tmp_path / "x.png")
    with pytest.raises(ConfigError, match="cannot be written"):
        draw_fault(LEAK, known, tmp_path / "no" / "where.png")


def test_faults_and_appliances_are_found_by_id_or_name(known):
    assert known.find(LEAK.id) is LEAK
    assert known.find("kitchen FRIDGE") is known.find("fridge") is FRIDGE
    with pytest.raises(UnknownEntity, match="tomte faults list"):
        known.find("sauna")


def test_without_a_hub_it_says_what_to_do(tomte):
    for words in (("faults", "list"), ("faults", "explain", "fridge")):
        done = tomte(*words)
        assert (done.returncode != 0, "tomte run" in done.stderr) == (True, True)


@pytest.mark.real_time
async def test_a_house_without_faults_says_so(live):
    config = {
        "name": "Power",
        "state_topic": "f/p",
        "unique_id": "f1",
        "device_class": "power",
        "unit_of_measurement": "W",
        "device": {"identifiers": ["f"], "name": "Fridge"},
    }
    await live.say("homeassistant/sensor/f/config", config, retain=True)
    assert "watched: Fridge" in await live.until("faults", "list", says="Fridge")
    await live.say("f/p", "61.5")
    said = await live.until("faults", "explain", "Fridge", says="heard of it: power")
    assert "learned: 0.0 days" in said
    listed = await live.tomte("faults", "list", "--json")
    assert json.loads(listed.stdout) == []
    unknown = await live.tomte("faults", "explain", "Sauna")
    assert (unknown.returncode, "Sauna" in unknown.stderr) == (1, True)
