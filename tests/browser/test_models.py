"""The Models page: what is learned, each step of a model's life as a button, its end in words."""

import sys
from datetime import UTC

import pytest
from playwright.async_api import expect

from hub.core.kinds import Kind
from hub.core.states import SensorState
from hub.learning.learning import Learning
from models.collected import model_name
from models.registry import Card, Registry
from tests.browser.house import NOW, WATTS, Past
from tests.browser.test_look import CUT_OFF, grave

pytestmark = pytest.mark.real_time

STEP = """
import json, sys, time
from pathlib import Path
from models.registry import Registry
folder, step, name = sys.argv[2:5]
print(json.dumps({"progress": 0.4, "says": "212 windows"}), flush=True)
if step == "train":
    time.sleep(60)
if step == "promote" and "--anyway" not in sys.argv:
    sys.exit(f"tomte: {name} 3 finds less than 2 (F1 0.81 against 0.88); nothing was changed")
if step == "promote":
    Registry(Path(folder) / "trained").promote(name, 3)
"""


@pytest.fixture
async def learning(house, tmp_path, monkeypatch):
    """A house with a fridge and a washer; of the fridge there are three versions of a model."""
    for name, watts in (("Fridge", 92.0), ("Washer", 1.2)):
        house.add(
            Kind.SENSOR, f"{name} power", "Kitchen", SensorState(value=watts), device=name, **WATTS
        )
    registry = Registry(tmp_path / "models" / "trained")
    fridge = next(a.id for a in house.registry.appliances.values() if a.kind == "fridge")
    figures = {"f1": 0.88, "recall": 0.91, "false_alarms": 0.02, "latency_us": 41.0, "windows": 812}
    for day, (kind, worse) in enumerate((("forest", 0.1), ("pca", 0.0), ("autoencoder", 0.07))):
        metrics = figures | {"f1": figures["f1"] - worse}
        about = {"made_at": NOW - 86400 * (9 - 3.5 * day), "metrics": metrics}
        registry.add(b"onnx" * 4000, Card(name=model_name(fridge), kind=kind, **about))
    registry.promote(model_name(fridge), 2)
    registry.shadow(model_name(fridge), 3)
    script = tmp_path / "step.py"
    script.write_text(STEP)
    monkeypatch.setenv("PYTHONPATH", ".")
    return Learning(
        house.bus, house.clock, house.commands, house.registry, Past(),
        home=tmp_path, command=(sys.executable, str(script)), zone=UTC, root=tmp_path, nights=False,
    )  # fmt: skip


async def open_models(web, page):
    """Come to the Models page as people do."""
    await page.get_by_role("link", name="Settings").tap()
    await page.get_by_role("link", name="What is learned").tap()
    await page.locator(".model").wait_for()


async def test_versions_stand_with_their_figures_and_what_may_be_fetched(
    house, learning, serve, visit, shoot
):
    async with serve(house.web(), learning) as web:
        page = await visit(web)
        await open_models(web, page)
        fridge = page.get_by_role("region", name="Fridge")
        newest, works, kept = (fridge.get_by_role("article").nth(n) for n in range(3))
        await expect(newest).to_contain_text("Version 3 on trial")
        await expect(newest).to_contain_text("81\u202f%")
        await expect(newest).to_contain_text("16\u202fkB · Apache-2.0")
        await expect(works).to_contain_text("works")
        upper, lower = await works.bounding_box(), await kept.bounding_box()
        assert lower["y"] >= upper["y"] + upper["height"]
        await expect(page.locator("summary", has_text="Washer")).to_contain_text("not learned yet")
        await page.get_by_text("Models of others").tap()
        await expect(page.locator(".offer").first).to_contain_text("MB · Apache-2.0")
        await shoot(page, "models", full_page=True)
        assert await grave(page) == []
        assert await page.evaluate(CUT_OFF) == []
        assert page.troubles == []


async def test_a_step_shows_how_far_it_is_and_can_be_stopped(house, learning, serve, visit, shoot):
    async with serve(house.web(), learning) as web:
        page = await visit(web)
        await open_models(web, page)
        fridge, job = page.get_by_role("region", name="Fridge", exact=True), page.locator(".job")
        await fridge.get_by_role("button", name="Train").tap()
        await expect(job.locator("progress")).to_have_attribute("value", "0.4")
        await expect(job).to_contain_text("40\u202f% · 212 windows")
        await expect(fridge.get_by_role("button", name="Data quality")).to_be_disabled()
        await shoot(page, "models-step")
        await job.get_by_role("button", name="Stop").tap()
        await expect(job).to_contain_text("Fridge: Train – stopped")
        await expect(fridge.get_by_role("button", name="Data quality")).to_be_enabled()


async def test_a_worse_version_works_only_when_a_person_insists(house, learning, serve, visit):
    async with serve(house.web(), learning) as web:
        page = await visit(web)
        await open_models(web, page)
        newest = page.get_by_role("region", name="Fridge", exact=True).get_by_role("article").first
        await newest.get_by_role("button", name="Let it work").tap()
        job = page.locator(".job")
        await expect(job).to_contain_text("finds less than 2 (F1 0.81 against 0.88)")
        await expect(newest.locator(".role")).to_have_text("on trial")
        await job.get_by_role("button", name="Let it work all the same").tap()
        await expect(newest.locator(".role")).to_have_text("works")
        await expect(page.get_by_role("button", name="Roll back")).to_be_enabled()
