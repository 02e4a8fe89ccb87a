"""What a person does on the home page, and what the page truthfully shows of it."""

import asyncio

import pytest
from playwright.async_api import expect

from hub.core.events import BrokerChanged, Notification
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.core.states import LightState, LockState, SwitchState
from tests.browser.conftest import DESK, fridge_fault
from tests.browser.house import NOW

pytestmark = pytest.mark.real_time


def tile(page, name):
    return page.locator(".tile", has_text=name)


def words(page, name):
    return tile(page, name).locator(".s")


async def until(condition):
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_tap_is_on_its_way_until_the_lamp_confirms_it(house, serve, visit):
    lamp = house.add(Kind.LIGHT, "Lamp", "Hall", LightState(on=False), takes=0.8)
    async with serve(house.web()) as web:
        page = await visit(web)
        await tile(page, "Lamp").locator(".hit").tap()
        await expect(words(page, "Lamp")).to_contain_text("Turning on")
        await expect(tile(page, "Lamp")).to_contain_class("wait")
        await expect(words(page, "Lamp")).to_have_text("On")
        await expect(tile(page, "Lamp").locator(".hit")).to_have_attribute("aria-pressed", "true")
        assert house.state(lamp).on is True


async def test_a_deaf_plug_is_told_and_a_second_tap_tries_again(house, serve, visit):
    plug = house.add(Kind.SWITCH, "Plug", "Hall", SwitchState(on=False))
    house.gadgets[plug].deaf = True
    async with serve(house.web()) as web:
        page = await visit(web)
        await tile(page, "Plug").locator(".hit").tap()
        await expect(words(page, "Plug")).to_have_text("No answer · retry")
        house.gadgets[plug].deaf = False
        await tile(page, "Plug").locator(".hit").tap()
        await expect(words(page, "Plug")).to_have_text("On")
        assert house.state(plug).on is True


async def test_a_device_that_never_reports_is_shown_as_sent(house, serve, visit):
    socket = house.add(Kind.SWITCH, "Old socket", "Hall", reports=False)
    house.gadgets[socket].deaf = True
    async with serve(house.web()) as web:
        page = await visit(web)
        await tile(page, "Old socket").locator(".hit").tap()
        await expect(words(page, "Old socket")).to_have_text("Sent")
        await expect(tile(page, "Old socket")).to_contain_class("sent")


async def test_dragging_and_arrow_keys_set_the_level(house, serve, visit):
    lamp = house.add(Kind.LIGHT, "Lamp", "Hall", LightState(on=True, level=20), features=("level",))
    async with serve(house.web()) as web:
        page = await visit(web, DESK)
        box = await tile(page, "Lamp").locator(".hit").bounding_box()
        x, y = box["x"] + 0.2 * box["width"], box["y"] + box["height"] / 2
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x + 0.5 * box["width"], y, steps=6)
        await page.mouse.up()
        await expect(words(page, "Lamp")).to_have_text("On · 70\u202f%")
        await tile(page, "Lamp").locator(".hit").press("ArrowRight")
        await expect(words(page, "Lamp")).to_have_text("On · 80\u202f%")
        assert house.state(lamp).level == 80


async def test_a_lock_asks_before_it_opens(house, serve, visit):
    door = house.add(Kind.LOCK, "Front door", "Hall", LockState(phase="locked"))
    async with serve(house.web()) as web:
        page = await visit(web)
        await tile(page, "Front door").locator(".hit").tap()
        await expect(words(page, "Front door")).to_have_text("Tap again to unlock")
        assert house.state(door).phase == "locked"
        await tile(page, "Front door").locator(".hit").tap()
        await expect(words(page, "Front door")).to_have_text("Unlocked")
        assert house.state(door).phase == "unlocked"


async def test_the_dial_sets_the_temperature_and_the_blind_moves(house, serve, visit):
    house.furnish()
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("button", name="Warmer").tap()
        await page.get_by_role("button", name="Warmer").tap()
        await until(lambda: house.state("climate.air_conditioner").target == 24)
        await tile(page, "Blind").get_by_role("button", name="Close").tap()
        await until(lambda: house.state("cover.blind").phase == "closed")
        await expect(words(page, "Blind")).to_have_text("Closed")
        assert house.state("climate.air_conditioner").target == 24
        assert house.state("cover.blind").level == 0


async def test_all_off_spares_the_fridge_and_can_be_undone(house, serve, visit, shoot):
    house.furnish()
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("button", name="All off: Kitchen").tap()
        await until(lambda: house.state("switch.coffee_machine").on is False)
        assert house.state("switch.fridge_plug").on is True
        await shoot(page, "undo")
        await page.get_by_role("button", name="Undo").tap()
        await until(lambda: house.state("switch.coffee_machine").on is True)
        assert house.state("switch.fridge_plug").on is True


async def test_a_fault_shows_its_evidence_and_advice_and_can_be_settled(house, serve, visit, shoot):
    house.furnish()
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("heading", name="Kitchen").wait_for()
        house.raise_fault(fridge_fault())
        card = page.locator(".fault")
        await expect(card.get_by_role("heading")).to_contain_text("Fridge")
        told = "Share of time it ran: usually between 28 % and 35 %, now 41 %. "
        picture = card.get_by_role("img")
        told = told.replace(" %", "\u202f%") + "Unusual since 18 Nov."
        await expect(picture).to_have_attribute("aria-label", told)
        await card.get_by_role("button", name="What to do").tap()
        await expect(card.locator("ol li")).to_have_count(3)
        await shoot(page, "fault-advice")
        await card.get_by_role("button", name="Fixed").tap()
        await expect(card).to_have_count(0)
        assert house.faults["f1"].phase == "fixed"


def washed(number, machine="washer"):
    values = {"name": machine.capitalize(), "took": 5400, "energy": 1100}
    message = Message(id=f"notify.cycle_ended.{machine}", values=values)
    return Notification(id=f"n{number}", at=NOW, message=message, severity="notice")


async def test_ok_marks_a_message_and_its_likes_as_seen(house, serve, visit):
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("heading", name="No devices yet").wait_for()
        for number in range(12):
            house.notify(washed(number))
        house.notify(washed(12, "dryer"))
        lines, badge = page.locator(".line"), page.locator(".bell i")
        await expect(lines).to_have_count(2)
        await expect(badge).to_have_text("2")
        await lines.filter(has_text="the washing is done").get_by_role("button").tap()
        await expect(lines).to_have_count(1)
        await expect(badge).to_have_text("1")
        unseen = [n.id for n in house.notifications.values() if n.seen_at is None]
        assert unseen == ["n12"]


async def test_a_lost_broker_is_said_and_taken_back(house, serve, visit):
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("heading", name="No devices yet").wait_for()
        for connected in (False, True):
            house.bus.publish(BrokerChanged(at=NOW, connected=connected, address="127.0.0.1:1883"))
            banner = page.get_by_text("No contact with your devices")
            await expect(banner).to_have_count(0 if connected else 1)


async def test_a_thing_found_later_appears_by_itself(house, serve, visit):
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("heading", name="No devices yet").wait_for()
        house.add(Kind.LIGHT, "New lamp", "Attic", LightState(on=True))
        await expect(words(page, "New lamp")).to_have_text("On")
        await expect(page.get_by_role("heading", name="Attic")).to_be_visible()
