"""The sheets, the second page, signing in and coming back."""

import asyncio

import pytest
from playwright.async_api import expect

from hub.core.events import DemoAsked
from hub.core.kinds import Kind
from hub.core.states import LightState
from tests.browser.conftest import DESK, fridge_fault
from tests.browser.house import TOKEN
from tests.browser.test_look import grave

pytestmark = pytest.mark.real_time

PINE = """() => { const c = document.querySelector('.plot canvas'),
  d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;
  for (let i = 0; i < d.length; i += 4) n += d[i] === 44 && d[i + 1] === 106 && d[i + 2] === 79;
  return n; }"""


async def test_a_typed_sentence_is_done_and_answered(house, serve, visit, shoot):
    lamp = house.add(Kind.LIGHT, "Lamp", "Hall", LightState(on=True))
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("button", name="Talk to Tomte").tap()
        await page.get_by_label("Type a sentence").fill("turn off the lamp")
        await page.get_by_role("button", name="Send").tap()
        await expect(page.locator(".reply")).to_have_text("Tomte")
        await expect(page.locator(".stages")).to_contain_text("understand 3\u202fms")
        assert house.state(lamp).on is False
        await shoot(page, "talk")
        assert await grave(page) == []


async def test_holding_the_microphone_sends_a_wav_of_16_khz(house, serve, visit, shoot):
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("button", name="Talk to Tomte").tap()
        button = page.locator(".hold .mic")
        await button.dispatch_event("pointerdown", {"button": 0, "pointerId": 1, "isPrimary": True})
        await asyncio.sleep(0.9)
        await shoot(page, "hearing")
        await button.dispatch_event("pointerup", {"button": 0, "pointerId": 1})
        await expect(page.locator(".said")).to_have_text("turn off the light")
        [(wav, wake)] = house.recordings
        assert wav[:4] == b"RIFF"
        assert wav[8:16] == b"WAVEfmt "
        assert int.from_bytes(wav[24:28], "little") == 16000
        assert len(wav) - 44 > 0.4 * 16000 * 2
        assert wake is False


async def test_holding_a_tile_tells_more_and_renames_it(house, serve, visit, shoot):
    house.furnish()
    async with serve(house.web()) as web:
        page = await visit(web, DESK)
        await page.locator(".tile", has_text="Temperature").locator(".hit").click(delay=700)
        sheet = page.get_by_role("dialog")
        await expect(sheet.locator(".plot canvas")).to_be_visible()
        assert await page.evaluate(PINE) > 100, "the line is not drawn on top"
        await expect(sheet.get_by_role("img")).to_have_attribute(
            "aria-label", "Lowest 20.0\u202f°C, highest 24.0\u202f°C, last 20.4\u202f°C."
        )
        await shoot(page, "more")
        assert await grave(page) == []
        await sheet.get_by_label("Name").fill("Warmth")
        await sheet.get_by_role("button", name="Save").click()
        await page.keyboard.press("Escape")
        await expect(page.locator(".tile", has_text="Warmth")).to_be_visible()
        assert page.troubles == []


async def test_activity_tells_what_was_done(house, serve, visit, shoot):
    house.furnish()
    house.faults["f1"] = fridge_fault()
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.locator(".tile", has_text="Reading lamp").locator(".hit").tap()
        await page.get_by_role("link", name="Activity").tap()
        await expect(page.locator(".log")).to_contain_text("Reading lamp · Switch: confirmed in")
        await expect(page.locator(".log")).to_contain_text("a person on a page")
        await shoot(page, "activity")
        assert await grave(page) == []


async def test_who_has_no_key_is_told_where_it_lies(house, serve, visit, shoot):
    async with serve(house.web()) as web:
        page = await visit(web, key=None)
        await expect(page.get_by_text("owner-token")).to_be_visible()
        await shoot(page, "sign-in")
        assert await grave(page) == []
        await page.get_by_label("Key").fill("wrong")
        await page.get_by_role("button", name="Sign in").tap()
        await expect(page.get_by_role("alert")).to_contain_text("does not fit")
        await page.get_by_label("Key").fill(TOKEN)
        await page.get_by_role("button", name="Sign in").tap()
        await expect(page.get_by_role("heading", name="No devices yet")).to_be_visible()
        await shoot(page, "empty")


async def test_the_key_leaves_the_address_and_a_reload_stays_signed_in(house, serve, visit):
    house.furnish()
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("heading", name="Kitchen").wait_for()
        assert page.url == web.url
        await page.reload()
        await expect(page.get_by_role("heading", name="Kitchen")).to_be_visible()


async def test_the_page_comes_back_by_itself_when_the_hub_does(house, serve, visit, shoot):
    lamp = house.add(Kind.LIGHT, "Lamp", "Hall", LightState(on=False))
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.locator(".tile").wait_for()
        port = int(web.url.rstrip("/").rpartition(":")[2])
    await expect(page.get_by_text("No contact with Tomte")).to_be_visible()
    await page.locator(".tile .hit").tap()
    await expect(page.locator(".tile .s")).to_have_text("Not connected")
    await shoot(page, "offline")
    async with serve(house.web(port)):
        house.registry.report(lamp, LightState(on=True))
        await expect(page.get_by_text("No contact with Tomte")).to_have_count(0)
        await expect(page.locator(".tile")).to_contain_class("lit")


async def test_the_demo_bar_asks_for_the_story(house, serve, visit):
    asked = house.bus.open(DemoAsked)
    async with serve(house.web(demo=True)) as web:
        page = await visit(web)
        await page.get_by_role("button", name="Break the fridge").tap()
        await expect(page.locator(".passing p")).to_be_visible()
        assert [event.action for event in asked.drain()] == ["break_fridge"]
