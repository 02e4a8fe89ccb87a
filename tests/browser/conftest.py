"""A real Chromium on a phone or a desk, looking at the real dashboard over a real socket."""

import asyncio
import os
import shutil
import subprocess
import threading
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from hub.core.faults import Evidence, Fault, FaultKind
from hub.core.message import Message
from tests.browser.house import NOW, TOKEN, House

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"  # those there are taken anew, others are not added
STATIC = ROOT / "hub" / "web" / "static"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PATIENCE = 20_000  # ms: the machine may be busy with other tests
DESK = {"viewport": {"width": 1280, "height": 820}}


@pytest.fixture
async def house():
    if not (STATIC / "app.js").exists():
        pytest.skip("the dashboard is not built: run `npm ci && npm run build` in hub/web/ui")
    return House(STATIC)


@pytest.fixture
async def serve():
    """Serve a house, and run its other parts: `async with serve(web, monitor):`."""

    @asynccontextmanager
    async def serving(web, *others):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(part.run()) for part in (web, *others)]
            async with asyncio.timeout(20):
                await web.listening.wait()
            yield web
            for task in tasks:
                task.cancel()

    return serving


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """One Chromium for all tests; its address for whoever steers it."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    profile = tmp_path_factory.mktemp("chromium")
    places = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}"]
    with subprocess.Popen(
        [CHROMIUM, *FLAGS, *places], stderr=subprocess.PIPE, text=True
    ) as browser:
        for line in browser.stderr:
            if line.startswith("DevTools listening on "):
                break
        else:
            pytest.fail("chromium did not start")
        threading.Thread(target=browser.stderr.read, daemon=True).start()
        yield line.split()[-1]
        browser.terminate()


@pytest.fixture
async def visit(chromium):
    """Open the page of a hub in a fresh browser profile: `await visit(web, DESK)`."""
    from playwright.async_api import async_playwright, expect

    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        contexts = []

        async def visiting(web, screen=PHONE, *, key=TOKEN, **more):
            context = await browser.new_context(
                **screen, device_scale_factor=2, timezone_id="UTC", reduced_motion="reduce",
                **{"locale": "en-GB", **more},
            )  # fmt: skip
            contexts.append(context)
            page = await context.new_page()
            page.set_default_timeout(PATIENCE)
            page.troubles = []
            page.on("pageerror", lambda error: page.troubles.append(str(error)))
            page.on(
                "console",
                lambda said: page.troubles.append(said.text) if said.type == "error" else None,
            )
            await page.goto(f"{web.url}#key={key}" if key else web.url)
            return page

        yield visiting
        for context in contexts:
            await context.close()
        await browser.close()


@pytest.fixture
def shoot():
    """Keep a picture where `TOMTE_SCREENSHOTS` names a folder; the documents' own is not filled."""
    named = os.environ.get("TOMTE_SCREENSHOTS")

    async def shooting(page, name, **more):
        if not named:
            return
        folder = Path(named).resolve()
        file = folder / f"{name}.png"
        if file.exists() or folder != PICTURES:
            folder.mkdir(parents=True, exist_ok=True)
            await page.screenshot(path=file, **more)

    return shooting


def fridge_fault(appliance="Fridge"):
    """A leaking door seal, seen for two days."""
    day = 86400
    times = [NOW - 10 * day + i * day / 4 for i in range(41)]
    values = [31 + (i * 7 % 5) - 2 + (max(0, i - 31) * 1.3) for i in range(41)]
    warmth = [4.8 + (i * 3 % 4) * 0.15 + max(0, i - 31) * 0.17 for i in range(41)]
    about = {"times": tuple(times), "since": times[32], "over": day}
    number = {"times": (), "values": (), "low": 0, "high": 0, "since": times[32]}
    return Fault(
        id="f1", appliance=appliance, kind=FaultKind.SEAL_LEAK, severity="warning", confidence=0.87,
        title=Message(id="fault.seal_leak.title", values={"name": "Fridge"}),
        why=Message(
            id="fault.why.one",
            values={
                "measured": "@fault.measured.duty", "meaning": "@fault.seal_leak.meaning",
                "now": 41, "usual": 31, "when": "@fault.over.hours", "over": day,
            },
        ),
        advice=tuple(Message(id=f"fault.seal_leak.advice.{i}") for i in (1, 2, 3)),
        confirm=Message(id="fault.seal_leak.confirm"),
        evidence=(
            Evidence(
                signal="duty", unit="%", values=tuple(values), low=28, high=34.5, now=41, usual=31,
                **about,
            ),
            Evidence(
                signal="temperature", unit="°C", values=tuple(warmth), low=4.4, high=5.6, now=6.4,
                usual=5.0, **about,
            ),
            Evidence(signal="extra_energy", unit="kWh", now=9.6, **number),
        ),
        raised_at=NOW - 3600, kwh_per_month=9.6,
    )  # fmt: skip
