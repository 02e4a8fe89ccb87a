"""A device with all it carries, and pictures, over REST."""

import pytest

from hub.core.announced import Announced, LeftOut, ListAnnounced
from hub.core.entities import Entity
from hub.core.events import FloodChanged
from hub.core.held import Picture
from hub.core.kinds import Kind

pytestmark = pytest.mark.real_time


async def test_a_device_is_told_with_who_announced_it_and_what_floods(owner, commands, bus):
    left = LeftOut(key="two", reason="qos must be 0, 1 or 2")
    one = Announced(
        origin="o", dialect="homeassistant", device="box", topics=("t/power",), left_out=(left,)
    )

    async def listed(_):
        return [one]

    commands.handle(ListAnnounced, listed)
    bus.publish(FloodChanged(at=0, topic="t/power", flooding=True, per_second=900.0))
    bus.publish(FloodChanged(at=0, topic="t/other", flooding=True, per_second=800.0))
    view = await (await owner.get("/v1/devices/box")).json()
    assert view["device"]["name"] == "Kitchen fridge plug"
    assert [part["entity"]["id"] for part in view["entities"]] == ["sensor.power"]
    assert view["announced"][0]["left_out"] == [{"key": "two", "reason": left.reason}]
    assert view["floods"] == {"t/power": 900.0}
    home = await (await owner.get("/v1/home")).json()
    assert home["floods"] == {"t/power": 900.0, "t/other": 800.0}


async def test_a_device_that_is_not_there_is_missed_in_words(owner):
    async with owner.get("/v1/devices/ghost") as answer:
        assert answer.status == 404
        assert "ghost" in (await answer.json())["error"]["text"]


@pytest.mark.parametrize(
    ("told", "given"),
    [("image/png", "image/png"), ("text/html", "application/octet-stream"),
     ("image/svg+xml", "application/octet-stream")],
)  # fmt: skip
async def test_a_picture_is_served_as_a_picture_or_as_nothing_a_browser_runs(
    owner, registry, told, given
):
    camera = Entity(id="camera.door", source="t/door", kind=Kind.CAMERA, name="Door")
    registry.describe(camera)
    async with owner.get("/v1/entities/camera.door/picture") as answer:
        assert answer.status == 404
    data = b"x" * 200_000
    registry.find("camera.door").picture = lambda: Picture(data=data, content_type=told)
    async with owner.get("/v1/entities/camera.door/picture") as answer:
        assert answer.status == 200
        assert answer.content_type == given
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert await answer.read() == data
