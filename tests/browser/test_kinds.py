"""One act for each kind of thing, from its sheet to the command that reaches the device."""

import asyncio

import pytest
from playwright.async_api import expect

from hub.core.commands import Call, Move, SetMode, SetTemperature, Turn
from hub.core.states import Kind, UpdateState
from tests.browser.conftest import DESK
from tests.browser.rare import furnish_rarely
from tests.browser.test_look import grave

pytestmark = pytest.mark.real_time


async def slide(sheet, label, value):
    """Move a slider as a hand would: it sets when it is let go."""
    await sheet.get_by_label(label).fill(str(value))


def press(name):
    return lambda sheet: sheet.get_by_role("button", name=name, exact=True).click()


async def type_code(sheet):
    for digit in "1234":
        await sheet.get_by_role("button", name=digit, exact=True).click()
    await sheet.get_by_role("button", name="Disarm").click()


async def write(sheet, label, text, button):
    await sheet.get_by_label(label).fill(text)
    await sheet.get_by_role("button", name=button, exact=True).click()


ACTS = {
    Kind.LIGHT: (press("Blue"), ("turn_on", {"hs_color": [230, 90]})),
    Kind.FAN: (press("Sleep"), ("set_preset_mode", {"preset_mode": "sleep"})),
    Kind.CLIMATE: (
        lambda sheet: slide(sheet, "Not colder than", 21),
        ("set_temperature", {"target_temp_low": 21, "target_temp_high": 24}),
    ),
    Kind.HUMIDIFIER: (
        lambda sheet: slide(sheet, "Humidity", 60), ("set_humidity", {"humidity": 60}),
    ),
    Kind.WATER_HEATER: (lambda sheet: slide(sheet, "Target", 55), SetTemperature),
    Kind.COVER: (
        lambda sheet: slide(sheet, "Slats", 80),
        ("set_cover_tilt_position", {"tilt_position": 80}),
    ),
    Kind.VALVE: (press("Open"), Move),
    Kind.VACUUM: (press("Start"), ("start", {})),
    Kind.LAWN_MOWER: (press("To its dock"), ("dock", {})),
    Kind.SELECT: (press("Turbo"), ("select_option", {"option": "turbo"})),
    Kind.NUMBER: (lambda sheet: slide(sheet, "Value", 35), ("set_value", {"value": 35})),
    Kind.TEXT: (
        lambda sheet: write(sheet, "Text: Greeting", "Good night", "Set"),
        ("set_value", {"value": "Good night"}),
    ),
    Kind.BUTTON: (press("Press"), ("press", {})),
    Kind.SCENE: (press("Set the scene"), ("turn_on", {})),
    Kind.SIREN: (press("Turn on"), Turn),
    Kind.ALARM_CONTROL_PANEL: (type_code, ("alarm_disarm", {"code": "1234"})),
}  # fmt: skip


async def heard(house, entity):
    """Return the first command that reached a device."""
    async with asyncio.timeout(20):
        while not house.gadgets[entity].heard:
            await asyncio.sleep(0.01)
    return house.gadgets[entity].heard[0]


async def open_sheet(page, name):
    await page.locator(".tile", has_text=name).locator(".hit").click(delay=700)
    return page.get_by_role("dialog")


@pytest.mark.parametrize("kind", ACTS, ids=lambda kind: kind.value)
async def test_what_is_done_on_a_sheet_reaches_the_device(house, serve, visit, shoot, kind):
    entity = furnish_rarely(house)[kind]
    do, wanted = ACTS[kind]
    async with serve(house.web()) as web:
        page = await visit(web)
        sheet = await open_sheet(page, house.registry.find(entity).entity.name)
        await shoot(page, f"kind-{kind.value}")
        assert await grave(page) == []
        await do(sheet)
        command = await heard(house, entity)
        if isinstance(wanted, tuple):
            assert isinstance(command, Call)
            assert (command.service, command.data) == wanted
        else:
            assert isinstance(command, wanted)
        assert page.troubles == []


async def test_a_fan_turns_its_head_and_its_direction(house, serve, visit):
    fan = furnish_rarely(house)[Kind.FAN]
    async with serve(house.web()) as web:
        page = await visit(web)
        sheet = await open_sheet(page, "Ceiling fan")
        await sheet.get_by_role("switch", name="Swing").click()
        await expect(sheet.get_by_role("switch", name="Swing")).to_be_checked()
        await sheet.get_by_role("button", name="Reverse").click()
        await expect(sheet.get_by_role("button", name="Reverse")).to_have_attribute(
            "aria-pressed", "true"
        )
        assert house.state(fan).oscillating is True
        assert house.state(fan).direction == "reverse"


async def test_a_thermostat_takes_modes_presets_and_swing(house, serve, visit):
    floor = furnish_rarely(house)[Kind.CLIMATE]
    async with serve(house.web()) as web:
        page = await visit(web)
        sheet = await open_sheet(page, "Floor")
        for name in ("Comfort", "High"):
            await sheet.get_by_role("button", name=name, exact=True).click()
            await expect(sheet.get_by_role("button", name=name, exact=True)).to_have_attribute(
                "aria-pressed", "true"
            )
        await sheet.get_by_role("button", name="Heat", exact=True).click()
        await expect(sheet.locator(".state")).to_contain_text("Heating")
        sent = house.gadgets[floor].heard
        assert [type(one) for one in sent] == [Call, Call, SetMode]
        assert house.state(floor).preset == "comfort"


async def test_a_disarm_without_its_code_cannot_be_pressed(house, serve, visit):
    alarm = furnish_rarely(house)[Kind.ALARM_CONTROL_PANEL]
    async with serve(house.web()) as web:
        page = await visit(web)
        sheet = await open_sheet(page, "Alarm")
        await expect(sheet.get_by_role("button", name="Disarm")).to_be_disabled()
        await sheet.get_by_role("button", name="7", exact=True).click()
        await expect(sheet.get_by_role("button", name="Disarm")).to_be_enabled()
        assert house.gadgets[alarm].heard == []


async def test_a_camera_shows_its_last_picture(house, serve, visit):
    furnish_rarely(house)
    async with serve(house.web()) as web:
        page = await visit(web)
        picture = page.get_by_role("img", name="Picture of Doorstep")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("i => i.complete && i.naturalWidth") == 2
        assert page.troubles == []


async def test_a_message_is_sent_and_software_installed_from_the_devices_page(house, serve, visit):
    made = furnish_rarely(house)
    async with serve(house.web()) as web:
        page = await visit(web, DESK)
        await expect(page.locator(".tile", has_text="Delay")).to_be_visible()
        await expect(page.locator(".tile", has_text="Firmware")).to_have_count(0)
        await page.goto(f"{web.url}#/device/Panel")
        await page.locator(".rows .open", has_text="Display").click()
        await write(page.get_by_role("dialog"), "Message", "Dinner", "Send")
        assert (await heard(house, made[Kind.NOTIFY])).data == {"message": "Dinner"}
        await page.keyboard.press("Escape")
        await page.locator("summary", has_text="Its settings").click()
        await page.locator(".rows .open", has_text="Firmware").click()
        sheet = page.get_by_role("dialog")
        await sheet.get_by_role("button", name="Install").click()
        await expect(sheet.get_by_role("progressbar")).to_be_visible()
        assert (await heard(house, made[Kind.UPDATE])).service == "install"
        house.registry.report(made[Kind.UPDATE], UpdateState(installed="1.5.2", latest="1.5.2"))
        await expect(sheet.locator(".state")).to_have_text("Up to date · 1.5.2")
