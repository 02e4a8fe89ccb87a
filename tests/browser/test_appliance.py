"""One appliance's page: what is wrong, what it does, what is known of it, what was done to it."""

import pytest
from playwright.async_api import expect

from hub.core.entities import ApplianceKind
from hub.core.events import Notification
from hub.core.insight import ExplainFeeds, FeedsGuess, FeedsStory
from hub.core.kinds import Kind
from hub.core.message import Message
from hub.core.states import SensorState, SwitchState
from tests.browser.house import NOW
from tests.browser.machines import lived_in, of_kind
from tests.browser.test_look import CUT_OFF, grave

pytestmark = pytest.mark.real_time


async def look_at(web, page, machine):
    """Open an appliance's page."""
    await page.get_by_role("heading").first.wait_for()
    await page.goto(f"{web.url}#/appliance/{machine.id}")
    await page.locator(".known").wait_for()
    return page


@pytest.mark.parametrize(("language", "colours"), [("en-GB", "light"), ("zh-CN", "dark")])
async def test_its_page_tells_all_and_keeps_nobody_out(
    house, serve, visit, shoot, language, colours
):
    monitor = await lived_in(house)
    fridge = of_kind(house, "fridge")
    async with serve(house.web(), monitor) as web:
        page = await look_at(web, await visit(web, locale=language), fridge)
        await expect(page.locator(".fault .drawing svg")).to_have_count(2)
        await expect(page.locator(".verdicts button")).to_have_count(3)
        await expect(page.locator(".days .bar")).to_have_count(28)  # of 30 days two are unknown
        await expect(page.locator(".later div")).to_have_count(2)
        await page.emulate_media(color_scheme=colours)
        await page.set_viewport_size({"width": 390, "height": 2420})  # all of it, above the bar
        await shoot(page, f"appliance-{colours}")
        assert await grave(page) == []
        assert await page.evaluate(CUT_OFF) == []
        assert page.troubles == []


async def test_what_is_heard_of_it_and_what_can_be_told_from_when(house, serve, visit):
    monitor = await lived_in(house)
    fridge = of_kind(house, "fridge")
    async with serve(house.web(), monitor) as web:
        page = await look_at(web, await visit(web), fridge)
        house.registry.report(fridge.power, SensorState(value=93.0))
        await page.reload()
        await expect(page.locator(".heard .ok")).to_have_text(["Power"])
        known = page.locator(".known")
        await expect(known).to_contain_text("known for 34 days · 680 runs seen")
        await expect(known).to_contain_text("5 of 8 faults can be told already")
        await expect(known.locator(".later div").first).to_contain_text("from 1 Dec")
        days = page.get_by_role("slider", name="Energy")
        await days.press("ArrowLeft")
        await expect(days).to_have_attribute("aria-valuetext", "18 Nov: 996\u202fWh")
        await page.get_by_role("button", name="Running time").tap()
        await expect(page.locator(".days figcaption b")).to_contain_text("%")


async def test_a_wash_tells_when_it_is_done_and_an_emptied_one_reminds_no_more(
    house, serve, visit, shoot
):
    monitor = await lived_in(house)
    async with serve(house.web(), monitor) as web:
        page = await visit(web)
        await page.get_by_role("button", name="Washer 412").tap()
        await page.get_by_role("link", name="All about Washer").tap()
        await expect(page.locator(".now")).to_contain_text("about 18:56")
        await expect(page.get_by_role("progressbar", name="How far it has come")).to_be_visible()
        await expect(page.locator(".past li:visible")).to_have_count(4)
        await shoot(page, "washer", full_page=True)
        await page.get_by_role("link", name="Home").first.tap()
        await expect(page.get_by_role("button", name="Washer 412")).to_contain_text("done in")
        await look_at(web, page, of_kind(house, "dishwasher"))
        await page.get_by_role("button", name="Emptied").tap()
        await expect(page.locator(".now")).to_contain_text("Done, not opened since")
        assert house.notifications["n1"].seen_at is not None


async def test_a_fault_stays_once_it_is_confirmed_and_a_repair_ends_it(house, serve, visit):
    monitor = await lived_in(house)
    async with serve(house.web(), monitor) as web:
        page = await look_at(web, await visit(web), of_kind(house, "fridge"))
        card = page.locator(".fault")
        await card.get_by_role("button", name="It is so").tap()
        await expect(card).to_contain_text("You confirmed it")
        await expect(card.locator(".verdicts button")).to_have_count(2)
        care = page.locator(".care")
        await care.get_by_role("button", name="Repaired").tap()
        await care.get_by_label("A few words").fill("new seal")
        await care.get_by_role("button", name="Write down").tap()
        await expect(care.locator("li", has_text="Repaired")).to_contain_text("new seal")
        await expect(card).to_have_count(0)
        await expect(care.locator("li", has_text="Judged").first).to_contain_text("Fixed")


async def test_another_machine_is_learned_anew_only_when_one_is_sure(house, serve, visit):
    monitor = await lived_in(house)
    async with serve(house.web(), monitor) as web:
        page = await look_at(web, await visit(web), of_kind(house, "fridge"))
        anew = page.locator(".anew")
        await anew.locator("summary").tap()
        await anew.get_by_role("button", name="It is another machine").tap()
        await anew.get_by_role("button", name="Cancel").tap()
        await expect(page.locator(".known")).to_contain_text("34 days")
        await anew.get_by_role("button", name="It is another machine").tap()
        await expect(anew).to_contain_text("This cannot be undone")
        await anew.get_by_role("button", name="Learn it anew").tap()
        await expect(page.locator(".known")).to_contain_text("met just now")
        await expect(page.locator(".fault")).to_have_count(0)
        await expect(page.locator(".care li", has_text="Another machine")).to_be_visible()


async def test_a_price_turns_energy_into_money_and_back(house, serve, visit, shoot):
    monitor = await lived_in(house)
    async with serve(house.web(), monitor) as web:
        page = await look_at(web, await visit(web), of_kind(house, "fridge"))
        await expect(page.locator(".cost")).to_have_text("+9.60\u202fkWh a month")
        await page.get_by_role("link", name="No price yet").tap()
        await page.get_by_role("button", name="Save").tap()
        await expect(page.get_by_role("alert")).to_have_text(
            "The price is a number above 0, like 0.30."
        )
        await page.get_by_label("Price of one kWh").fill("0,32")
        await page.get_by_label("Currency").fill("€")
        await shoot(page, "price")
        assert await grave(page) == []
        await page.get_by_role("button", name="Save").tap()
        await expect(page.locator(".sub")).to_have_text("0.32 € a kWh")
        await page.get_by_role("link", name="Home").tap()
        await expect(page.locator(".cost")).to_have_text("+3.07 € a month")
        await page.get_by_role("button", name="Undo").tap()
        await expect(page.locator(".cost")).to_have_text("+9.60\u202fkWh a month")


async def test_the_week_is_summed_up_in_lines(house, serve, visit, shoot):
    about = {"name": "Hall sensor", "level": 7.0}
    week = Notification(
        id="w1", at=NOW, severity="notice", message=Message(id="notify.week.title"),
        lines=tuple(Message(id="notify.week.battery", values=about) for _ in range(6)),
    )  # fmt: skip
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("heading", name="No devices yet").wait_for()
        house.notify(week)
        line = page.locator(".line", has_text="The week at home")
        await line.get_by_text("All 6 lines").tap()
        await expect(line.locator("li")).to_have_count(6)
        low = "Hall sensor: the battery is low (7\u202f%)."
        await expect(line.locator("li").first).to_have_text(low)
        await shoot(page, "week")


async def test_a_plug_says_what_its_power_looks_like(house, serve, visit, shoot):
    plug = house.add(Kind.SWITCH, "Plug 3", "Cellar", SwitchState(on=True), device="Plug 3")
    power = {"device": "Plug 3", "device_class": "power", "unit": "W"}
    house.add(Kind.SENSOR, "Plug 3 power", "Cellar", SensorState(value=71.0), **power)
    house.registry.trace(plug, ApplianceKind.FRIDGE)
    guesses = (
        FeedsGuess(kind=ApplianceKind.FRIDGE, probability=0.86),
        FeedsGuess(kind=ApplianceKind.FREEZER, probability=0.12),
    )

    async def explain(asked):
        return FeedsStory(entity=asked.entity, days=3.4, kind="fridge", guesses=guesses)

    house.commands.handle(ExplainFeeds, explain)
    async with serve(house.web()) as web:
        page = await visit(web)
        await page.get_by_role("heading", name="Cellar").wait_for()
        await page.goto(f"{web.url}#/device/{house.registry.find(plug).entity.device}")
        feeds = page.locator(".feeds")
        fridge = feeds.get_by_role("button", name="Fridge")
        await expect(fridge).to_have_attribute("aria-pressed", "true")
        await expect(feeds).to_contain_text("Its power looks like it. Tap to settle it.")
        await expect(feeds).to_contain_text("After 3 days: Fridge 86\u202f%, Freezer 12\u202f%.")
        await shoot(page, "feeds-traced")
        await fridge.tap()
        await expect(feeds).not_to_contain_text("Its power looks like it")
        assert house.registry.find(plug).entity.feeds == "fridge"
