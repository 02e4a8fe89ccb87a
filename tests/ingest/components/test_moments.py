"""Events, triggers, tags and pictures: what has just happened, and what is an old story."""

import base64

import pytest

from tests.ingest.components.examples import DEVICE, is_moment

BELL = {"state_topic": "bell", "event_types": ["press", "hold"]}
TRIGGER = {
    "automation_type": "trigger",
    "type": "button_short_press",
    "subtype": "button_1",
    "topic": "remote",
    "device": DEVICE,
}


async def test_an_event_the_broker_had_kept_is_an_old_story(desk):
    assert desk.announce("event", **BELL) == ""
    desk.wire.come("bell", {"event_type": "press"}, retained=True)
    assert desk.it.state is None
    desk.hear("bell", {"event_type": "press", "strength": 3})
    assert is_moment(desk.it.state)
    assert desk.it.extra()["strength"] == 3


async def test_the_same_event_again_has_happened_again(desk, clock):
    assert desk.announce("event", **BELL) == ""
    desk.hear("bell", {"event_type": "hold", "strength": 3})
    first = desk.it.house().at
    desk.it.at = None
    desk.hear("bell", {"event_type": "hold"})
    assert desk.it.house().at == first == clock.time()
    assert "strength" not in desk.it.extra(), "each event stands for itself"


@pytest.mark.parametrize(
    "payload", ["", "{}", "None", "press", "[]", {"strength": 3}, {"event_type": "kick"}]
)
async def test_what_an_event_cannot_mean_has_not_happened(desk, payload):
    assert desk.announce("event", **BELL) == ""
    desk.hear("bell", payload)
    assert (desk.it.state, desk.it.house().type) == (None, None)


async def test_an_event_says_what_can_happen(desk):
    assert "event_types" in desk.announce("event", state_topic="bell")
    assert "device_class" in desk.announce("event", **BELL, device_class="gong")
    assert list(desk.announcements.things) == []


async def test_a_trigger_hears_its_own_word_only(desk):
    words = {"value_template": "{{ value_json.action }}", "payload": "single"}
    assert desk.announce("device_automation", **TRIGGER, **words) == ""
    desk.hear("remote", {"action": "double"})
    desk.wire.come("remote", {"action": "single"}, retained=True)
    assert desk.it.house().at is None
    desk.hear("remote", {"action": "single"})
    assert desk.it.house().said == "single"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"automation_type": "condition"}, "automation_type"),
        ({"type": None}, "type"),
        ({"topic": ""}, "topic"),
        ({"device": {}}, "device"),
    ],
)
async def test_a_trigger_that_says_too_little_is_refused(desk, change, key):
    assert key in desk.announce("device_automation", **{**TRIGGER, **change})
    assert list(desk.announcements.things) == []


async def test_a_reader_tells_the_last_tag(desk):
    template = {"value_template": "{{ value_json.PN532.UID }}"}
    assert desk.announce("tag", topic="reader", device=DEVICE, **template) == ""
    desk.hear("reader", {"PN532": {"UID": " E9F35959 "}})
    assert desk.it.state == "E9F35959"
    desk.hear("reader", {"PN532": {"UID": ""}})
    assert desk.it.state == "E9F35959", "no tag is no news"


async def test_a_picture_is_kept_as_it_came(desk):
    assert desk.announce("camera", topic="yard") == ""
    desk.hear("yard", b"\xff\xd8\x00\xff")
    assert (desk.it.picture, desk.it.state) == (b"\xff\xd8\x00\xff", "idle")
    desk.hear("yard", b"x" * 2_000_001)
    assert desk.it.picture is None, "what is too large is not kept"


async def test_a_packed_picture_is_unpacked(desk):
    assert desk.announce("image", image_topic="map", image_encoding="b64") == ""
    desk.hear("map", base64.b64encode(b"picture"))
    assert desk.it.picture == b"picture"
    desk.hear("map", "abcde")
    assert desk.it.picture is None


async def test_an_address_is_one_that_can_be_asked(desk):
    assert desk.announce("image", url_topic="art") == ""
    desk.hear("art", "http://player.example/a.png")
    assert desk.it.house().url == "http://player.example/a.png"
    desk.hear("art", "file:///etc/passwd")
    assert desk.it.house().url == "http://player.example/a.png"


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"image_topic": "a", "url_topic": "b"},
        {"url_topic": "b", "content_type": "image/png"},
        {"image_topic": "a", "image_encoding": "zip"},
    ],
)
async def test_an_image_lies_in_one_place(desk, config):
    assert desk.announce("image", **config) != ""
    assert list(desk.announcements.things) == []
