"""Numbers in the reader's units, sensors that went silent, readings that were left out."""

import re

import pytest
from playwright.async_api import expect

from hub.core.kinds import Kind
from hub.core.states import ClimateState, SensorState
from tests.browser.conftest import DESK
from tests.browser.house import CELSIUS, NOW

pytestmark = pytest.mark.real_time


async def test_an_imperial_home_reads_fahrenheit_and_miles(house, serve, visit):
    house.add(Kind.SENSOR, "Air", "Hall", SensorState(value=21.5), **CELSIUS)
    wind = {"device_class": "wind_speed", "unit": "m/s"}
    house.add(Kind.SENSOR, "Wind", "Hall", SensorState(value=5.0), **wind)
    house.add(Kind.SENSOR, "Rain", "Hall", SensorState(value=12.7), unit="mm")
    async with serve(house.web(units="imperial")) as web:
        page = await visit(web, DESK)
        await expect(page.locator(".tile", has_text="Air")).to_contain_text("71\u202f°F")
        await expect(page.locator(".tile", has_text="Wind")).to_contain_text("11\u202fmph")
        await expect(page.locator(".tile", has_text="Rain")).to_contain_text("0.50\u202fin")


async def test_a_metric_home_reads_celsius_and_kilometres(house, serve, visit):
    house.add(Kind.SENSOR, "Air", "Hall", SensorState(value=21.5), **CELSIUS)
    house.add(Kind.SENSOR, "Wind", "Hall", SensorState(value=5.0), unit="m/s")
    async with serve(house.web()) as web:
        page = await visit(web, DESK)
        await expect(page.locator(".tile", has_text="Air")).to_contain_text("21.5\u202f°C")
        await expect(page.locator(".tile", has_text="Wind")).to_contain_text("18\u202fkm/h")


async def test_a_press_on_an_imperial_thermostat_is_one_degree_fahrenheit(house, serve, visit):
    state = ClimateState(mode="heat", action="heating", target=20.0, current=19.0)
    heat = house.add(
        Kind.CLIMATE, "Heating", "Hall", state, features=("target",), low=5, high=30, step=0.5,
        takes=0.6,
    )  # fmt: skip
    async with serve(house.web(units="imperial")) as web:
        page = await visit(web, DESK)
        await expect(page.locator(".big")).to_have_text("68\u202f°F")
        await page.get_by_role("button", name="Warmer").click()
        await expect(page.locator(".big")).to_have_text("69\u202f°F")
        await expect(page.locator(".tile.wide")).to_have_class(re.compile("wait"))
        await expect(page.locator(".tile.wide")).not_to_have_class(re.compile("wait"))
        assert house.state(heat).target == pytest.approx(20.56, abs=0.01)


async def test_a_silent_sensor_says_since_when_until_it_is_back(house, serve, visit, shoot):
    air = house.add(Kind.SENSOR, "Air", "Hall", SensorState(value=21.5), **CELSIUS)
    async with serve(house.web()) as web:
        page = await visit(web, DESK)
        tile = page.locator(".tile", has_text="Air")
        await expect(tile).to_contain_text("21.5")
        house.hush(air, NOW - 3 * 3600)
        await expect(tile).to_contain_text("15:32")
        await expect(tile).not_to_contain_text("21.5")
        await shoot(page, "silent")
        house.hush(air, None)
        await expect(tile).to_contain_text("21.5")


async def test_the_sheet_tells_what_was_left_out_and_why(house, serve, visit, shoot):
    air = house.add(Kind.SENSOR, "Air", "Hall", SensorState(value=21.5), **CELSIUS)
    house.reject(air, "spike", 3, "85 °C right after 21 °C")
    async with serve(house.web()) as web:
        page = await visit(web, DESK)
        await page.locator(".tile", has_text="Air").locator(".hit").click(delay=700)
        left_out = page.locator(".rejected")
        await expect(left_out).to_contain_text("Sudden leap")
        await expect(left_out).to_contain_text("3×")
        await expect(left_out).to_contain_text("85 °C right after 21 °C")
        await shoot(page, "rejected")
