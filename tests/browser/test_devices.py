"""A device's own page, what a plug feeds, and a new device from the first tap to done."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from hub.core.adding import AddDevice, DeviceAppeared, ListDeviceUsers, NewDevice
from hub.core.announced import Announced, LeftOut
from hub.core.commands import PermitJoin
from hub.core.errors import DeviceUnreachable
from hub.core.events import Cause, FloodChanged
from hub.core.held import Desire
from hub.core.message import Message
from hub.core.radio import DeviceJoined, PairingChanged
from hub.core.states import Kind, SensorState, SwitchState
from tests.browser.conftest import DESK, PHONE
from tests.browser.house import NOW
from tests.browser.rare import furnish_rarely
from tests.browser.test_home import until
from tests.browser.test_look import CUT_OFF, grave

pytestmark = pytest.mark.real_time


def announce(house):
    """Let the panel have been announced, with one part that was refused."""
    left = LeftOut(key="light_2", reason="brightness_scale must be a whole number")
    house.announced = [
        Announced(
            origin="homeassistant/device/panel/config", dialect="homeassistant", device="Panel",
            topics=("panel/state",), left_out=(left,),
        ),
        Announced(
            origin="homeassistant/light/old/config", dialect="homeassistant",
            left_out=(LeftOut(key="", reason="command_topic is missing"),),
        ),
    ]  # fmt: skip


async def open_panel(page, web):
    await page.locator(".tile").first.wait_for()
    await page.goto(f"{web.url}#/device/Panel")


async def test_a_devices_page_tells_what_it_is_and_what_was_refused(house, serve, visit):
    made = furnish_rarely(house)
    announce(house)
    house.reject(made[Kind.NUMBER], "spike", 3, "60 s right after 5 s")
    wish = Desire(wants={"option": "turbo"}, at=NOW, by=Cause(who="person"))
    house.registry.desire(made[Kind.SELECT], wish)
    house.bus.publish(FloodChanged(at=NOW, topic="panel/state", flooding=True, per_second=1200.0))
    async with serve(house.web()) as web:
        page = await visit(web)
        await open_panel(page, web)
        main = page.locator("main")
        await expect(main).to_contain_text("Tomte Works")
        await expect(page.locator(".refused")).to_contain_text("light_2")
        await expect(page.locator(".refused")).to_contain_text("must be a whole number")
        await expect(main).to_contain_text("1200 messages a second")
        await expect(main.locator(".rows li", has_text="Delay")).to_contain_text(
            "3 readings left out · Sudden leap"
        )
        await expect(main.locator(".rows li", has_text="Scent")).to_contain_text("Asked for: Turbo")
        await expect(main.locator(".rows .open", has_text="Signal")).to_be_hidden()
        await main.locator("summary", has_text="Diagnosis").click()
        await expect(main.locator(".rows .open", has_text="Signal")).to_be_visible()
        await page.get_by_role("link", name="Devices").click()
        await expect(page.locator("main")).to_contain_text("command_topic is missing")


async def test_a_device_is_renamed_and_moved_and_both_can_be_undone(house, serve, visit):
    furnish_rarely(house)
    async with serve(house.web()) as web:
        page = await visit(web, DESK)
        await open_panel(page, web)
        form = page.locator("form.names")
        await form.get_by_label("Name").fill("Control desk")
        await form.get_by_label("Room").fill("Attic")
        await form.get_by_role("button", name="Save").click()
        await expect(page.get_by_role("heading", name="Control desk")).to_be_visible()
        panel = house.registry.devices
        await until(lambda: panel["Panel"].area == "attic")
        assert panel["Panel"].label == "Control desk"
        assert house.registry.find("select.panel_scent").entity.area == "attic"
        await page.get_by_role("button", name="Undo").click()
        await until(lambda: panel["Panel"].area == "study")
        assert panel["Panel"].label == "Panel"


async def test_a_plug_that_feeds_a_freezer_wears_a_shield_and_asks(house, serve, visit, shoot):
    plug = house.add(Kind.SWITCH, "Cellar plug", "Cellar", SwitchState(on=True))
    async with serve(house.web()) as web:
        page = await visit(web)
        tile = page.locator(".tile")
        await tile.locator(".hit").click(delay=700)
        await page.get_by_role("button", name="Freezer").click()
        await expect(page.locator(".feeds")).to_contain_text("“All off” leaves it on")
        await shoot(page, "feeds")
        assert await grave(page) == []
        await page.keyboard.press("Escape")
        await expect(tile.locator(".kept")).to_be_visible()
        assert house.registry.find(plug).entity.feeds == "freezer"
        await tile.locator(".hit").click(delay=700)
        await page.get_by_role("button", name="Turn off", exact=True).click()
        await page.keyboard.press("Escape")
        await expect(page.locator(".passing")).to_contain_text("is kept on")
        assert house.state(plug).on is True
        await page.get_by_role("button", name="Off all the same").click()
        await until(lambda: house.state(plug).on is False)


async def let_in(command):
    """Answer as the part does that keeps the broker's users."""
    return NewDevice(
        name=command.name, kind=command.kind, host="192.168.1.10", port=1884, own=True,
        username="washing-plug", password="correct-horse-7", topic="washing-plug",
        lines=("MqttHost 192.168.1.10", "MqttUser washing-plug", "MqttPassword correct-horse-7"),
        where=Message(id="app.name"),
    )  # fmt: skip


async def nobody(_):
    """Nobody has a user yet."""
    return []


async def test_a_new_plug_is_let_in_named_placed_fed_and_tried(house, serve, visit, shoot):
    house.commands.handle(AddDevice, let_in)
    house.commands.handle(ListDeviceUsers, nobody)
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("link", name="Add a device").click()
        await page.get_by_role("button", name="Tasmota").click()
        await page.get_by_label("What shall it be called?").fill("Washing plug")
        await page.get_by_role("button", name="Next").click()
        await expect(page.locator("pre")).to_contain_text("MqttUser washing-plug")
        await expect(page.locator(".facts")).to_contain_text("correct-horse-7")
        await page.get_by_role("button", name="Copy the lines").click()
        await expect(page.locator(".passing")).to_contain_text("Copied")
        await shoot(page, "add-paste", full_page=True)
        assert await grave(page) == []
        plug = house.add(Kind.SWITCH, "Washer plug", "", SwitchState(on=False), device="tasmota_1")
        came = DeviceAppeared(at=NOW, device="tasmota_1", name="tasmota_1", entities=(plug,))
        house.bus.publish(came)
        card = page.locator(".appeared")
        await expect(card.get_by_role("button", name="Washing machine")).to_have_attribute(
            "aria-pressed", "true"
        )
        await shoot(page, "add-appeared", full_page=True)
        assert await grave(page) == []
        await card.get_by_role("button", name="Try it").click()
        await until(lambda: house.state(plug).on is True)
        await card.get_by_label("Name").fill("Washing plug")
        await card.get_by_label("Room").fill("Laundry")
        await card.get_by_role("button", name="Done").click()
        await expect(page.get_by_role("heading", name="Washing plug")).to_be_visible()
        assert house.registry.devices["tasmota_1"].area == "laundry"


async def test_the_zigbee_network_opens_for_two_minutes_and_can_be_closed(
    house, serve, visit, shoot
):
    asked = []

    async def permit(command):
        asked.append(command.seconds)
        return NOW + command.seconds if command.seconds else None

    async def away(_):
        raise DeviceUnreachable("there is no bridge")

    house.commands.handle(PermitJoin, away)
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("link", name="Add a device").click()
        await page.get_by_role("button", name="A Zigbee device").click()
        await page.get_by_role("button", name="Open the network").click()
        await expect(page.get_by_role("alert")).to_contain_text("No Zigbee bridge answers")
        house.commands.handle(PermitJoin, permit)
        await page.get_by_role("button", name="Open the network").click()
        ring = page.get_by_role("timer")
        await expect(ring).to_contain_text(re.compile(r"^11\d$"))
        joined = {"at": NOW, "bridge": "zigbee2mqtt", "name": "0xa1", "address": "0xa1"}
        house.bus.publish(DeviceJoined(**joined, stage="interviewing"))
        await expect(page.locator(".joiners")).to_contain_text("being asked what it is")
        house.bus.publish(DeviceJoined(**joined, stage="ready", model="Motion sensor"))
        await expect(page.locator(".joiners li")).to_have_text("Motion sensor Ready")
        await shoot(page, "add-zigbee")
        assert await grave(page) == []
        await page.get_by_role("button", name="Close the network").click()
        await expect(ring).to_have_count(0)
        assert asked == [120, 0]
        house.bus.publish(PairingChanged(at=NOW, bridge="z", open=True, until=NOW + 60))
        await expect(ring).to_contain_text(re.compile(r"^5\d$"))


async def test_a_flood_is_told_as_it_begins_and_when_it_is_over(house, serve, visit):
    house.add(Kind.SENSOR, "Air", "Hall", SensorState(value=21.5))
    flood = {"at": NOW, "topic": "air/state", "per_second": 9000.0}
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.locator(".tile").wait_for()
        house.bus.publish(FloodChanged(**flood, flooding=True))
        await expect(page.locator(".passing")).to_contain_text("says far too much: 9000 a second")
        await page.get_by_role("link", name="Settings").click()
        await expect(page.locator(".trouble-list")).to_contain_text("air/state")
        house.bus.publish(FloodChanged(**flood, flooding=True, name="Air probe"))
        await expect(page.locator(".trouble-list")).to_contain_text("Air probe")
        await expect(page.locator(".passing")).to_contain_text("Air probe says far too much")
        house.bus.publish(FloodChanged(**flood, flooding=False))
        await expect(page.locator(".trouble-list")).to_have_count(0)


@pytest.mark.parametrize(
    ("screen", "language", "colours"),
    [(PHONE, "en-GB", "light"), (PHONE, "zh-CN", "dark"), (DESK, "en-GB", "light")],
    ids=["phone", "phone-zh", "desk"],
)  # fmt: skip
async def test_every_page_is_readable_by_day_and_night(
    house, serve, visit, shoot, screen, language, colours, request
):
    furnish_rarely(house)
    announce(house)
    house.commands.handle(ListDeviceUsers, nobody)
    name = request.node.callspec.id
    async with serve(house.web()) as web:
        page = await visit(web, screen, locale=language, color_scheme=colours)
        await page.locator(".picture").wait_for()
        for place in ("", "settings", "devices", "device/Panel", "add"):
            await page.goto(f"{web.url}#/{place}")
            await page.locator("main .tiles, main .lines li").first.wait_for()
            await asyncio.sleep(0.3)  # the page's own questions to the hub
            await shoot(page, f"{name}-{place.replace('/', '-')}", full_page=True)
            assert await grave(page) == [], place
            assert await page.evaluate(CUT_OFF) == [], place
        assert page.troubles == []
