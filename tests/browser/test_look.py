"""How the page looks and reads: pictures of each state, nothing cut off, nothing inaccessible."""

from dataclasses import replace

import pytest
from axe_playwright_python.async_playwright import Axe

from hub.core.events import Notification
from hub.core.faults import Fault
from hub.core.message import Message
from tests.browser.conftest import DESK, PHONE, fridge_fault
from tests.browser.house import NOW

pytestmark = pytest.mark.real_time

SCREENS = {"phone": PHONE, "desk": DESK}
CUT_OFF = """() => [...document.querySelectorAll('.tile .n, .tile .s, .chip, h1, h2, .line b')]
  .filter((e) => e.offsetParent)
  .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2)
  .map((e) => e.textContent)"""


def fill(house):
    house.furnish()
    fridge = next(a for a in house.registry.appliances.values() if a.kind == "fridge")
    fault: Fault = fridge_fault(fridge.id)
    house.faults[fault.id] = fault
    values = {"name": "Washer", "took": 5400, "ended": NOW - 900, "energy": 1100}
    house.notifications["n1"] = Notification(
        id="n1", at=NOW - 900, severity="notice", subject="Washer",
        message=Message(id="notify.cycle_ended.washer", values=values),
    )  # fmt: skip
    house.faults["f0"] = replace(fault, id="f0", phase="fixed", settled_at=NOW - 20 * 86400)


async def grave(page):
    """Return what axe finds that would keep somebody out."""
    found = (await Axe().run(page)).response["violations"]
    return [
        (v["id"], n["html"])
        for v in found
        if v["impact"] in {"serious", "critical"}
        for n in v["nodes"]
    ]


def tile(page, name):
    return page.locator(".tile", has_text=name)


@pytest.mark.parametrize(
    ("screen", "language"), [("phone", "en-GB"), ("phone", "zh-CN"), ("desk", "en-GB")]
)
async def test_whole_home_is_readable_by_day_and_night(
    house, serve, visit, shoot, screen, language
):
    fill(house)
    async with serve(house.web(demo=True)) as web:
        page = await visit(web, SCREENS[screen], locale=language)
        await tile(page, "Worktop plug").locator(".hit").click()
        await page.locator(".tile.mute").wait_for()
        await tile(page, "TV").locator(".hit").click()
        await page.locator(".tile.wait").wait_for()
        await page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        await page.mouse.move(0, 0)
        spoken = "" if language == "en-GB" else f"-{language[:2]}"
        for colours in ("light", "dark"):
            await page.emulate_media(color_scheme=colours)
            await shoot(page, f"{screen}-{colours}{spoken}")
            await shoot(page, f"{screen}-{colours}{spoken}-whole", full_page=True)
            assert await grave(page) == [], colours
        assert await page.evaluate(CUT_OFF) == []
        assert page.troubles == []
