"""What comes on a device's topics: bad, late, repeated, and for many at once."""

import pytest

from hub.core.events import StateChanged, StateReported
from tests.ingest.samples import CLIMATE, JSON_LIGHT, SWITCH

pytestmark = pytest.mark.usefixtures("announced")

POWER = {"stat_t": "t", "unit_of_meas": "W", "val_tpl": "{{ value_json.power }}", "name": "Power"}


async def test_a_nan_is_counted_and_changes_nothing(wire, only, rejected, bus):
    wire.announce("sensor", {"stat_t": "t", "dev_cla": "temperature", "unit_of_meas": "°C"})
    changes = bus.open(StateChanged)
    for payload in ("21.5", "nan", "NaN", "inf", "unavailable", "9999", b"\xff", "21,75"):
        wire.come("t", payload)
    assert [change.state.value for change in changes.drain()] == [21.5, 21.75]
    counts = rejected[only().entity.id]
    assert counts == {"not_finite": 3, "no_value": 1, "out_of_range": 1, "unreadable": 1}


async def test_a_bad_field_does_not_take_the_good_ones_with_it(wire, only, rejected):
    wire.announce("climate", CLIMATE)
    wire.come("ac", '{"mode": "heat", "current": "broken", "target": 21}')
    assert (only().state.mode, only().state.target, only().state.current) == ("heat", 21, None)
    assert sum(rejected[only().entity.id].values()) == 1


async def test_what_a_message_leaves_out_stays_as_it_was(wire, only):
    wire.announce("climate", CLIMATE)
    wire.come("ac", {"mode": "heat", "current": 20, "target": 21})
    wire.come("ac", {"current": 20.5})
    assert (only().state.mode, only().state.target, only().state.current) == ("heat", 21, 20.5)


async def test_late_and_repeated_messages_are_turned_away(wire, only, rejected):
    wire.announce("sensor", POWER)
    for power, seen in ((10, 20.0), (10, 20.0), (99, 5.0), (30, 25.0)):
        wire.come("t", {"power": power, "last_seen": f"2024-03-31T07:00:{seen:02.0f}+00:00"})
    assert only().state.value == 30
    assert rejected[only().entity.id] == {"duplicate": 1, "out_of_order": 1}


async def test_a_device_whose_clock_was_set_back_is_believed(wire, only, rejected):
    wire.announce("sensor", POWER)
    wire.come("t", {"power": 10, "timestamp": 1711868400})
    wire.come("t", {"power": 20, "timestamp": 12})
    assert only().state.value == 20
    assert not rejected


async def test_without_a_time_every_message_is_news(wire, only, rejected, bus):
    wire.announce("sensor", POWER)
    reports = bus.open(StateReported)
    for _ in range(3):
        wire.come("t", {"power": 10})
    assert len(reports.drain()) == 3
    assert not rejected


async def test_one_topic_tells_many_things_apart(wire, registry):
    for number in range(3):
        path = f"{{{{ value_json.watts[{number}] }}}}"
        wire.announce(
            "sensor", {**POWER, "uniq_id": f"p{number}", "val_tpl": path}, key=f"p{number}"
        )
    wire.come("t", {"watts": [1, 2, "broken"]})
    assert [held.state.value for held in registry.held.values()] == [1, 2, None]


async def test_one_filter_may_stand_for_many_topics(wire, only):
    wire.announce("sensor", {**POWER, "stat_t": "meters/+/now"})
    wire.come("meters/a/now", {"power": 1, "timestamp": 100})
    wire.come("meters/b/now", {"power": 2, "timestamp": 50})
    assert only().state.value == 2, "two meters have two clocks"


async def test_what_the_broker_had_kept_is_no_sign_of_life(wire, only, bus):
    wire.announce("switch", SWITCH)
    reports = bus.open(StateReported)
    wire.come("plug/1/state", "ON", retained=True)
    wire.come("plug/1/state", "ON")
    assert [report.fresh for report in reports.drain()] == [False, True]
    assert only().is_fresh


async def test_a_word_nobody_knows_tells_nothing(wire, only, bus):
    wire.announce("switch", SWITCH)
    wire.come("plug/1/state", "ON")
    reports = bus.open(StateReported)
    for payload in ("on", "1", "", b"\xff", "unavailable", "[]"):
        wire.come("plug/1/state", payload)
    assert reports.drain() == []
    assert only().state.on is True


async def test_none_means_that_it_does_not_know(wire, only):
    wire.announce("switch", SWITCH)
    wire.come("plug/1/state", "ON")
    wire.come("plug/1/state", "None")
    assert (only().state.on, only().shown().state) == (None, None)


async def test_a_device_without_a_state_topic_never_reports(wire, only):
    wire.announce("switch", {"cmd_t": "plug/set", "name": "Old plug"})
    assert only().entity.reports is False


@pytest.mark.parametrize("payload", [b"\xff\xfe", "", "{", "[1]", "null", "[" * 5000])
async def test_no_payload_harms_a_light(wire, only, payload):
    wire.announce("light", JSON_LIGHT)
    wire.come("zigbee2mqtt/lamp", {"state": "ON", "brightness": 254})
    wire.come("zigbee2mqtt/lamp", payload)
    assert (only().state.on, only().state.level) == (True, 100)
