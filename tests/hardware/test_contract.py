"""What every driver of ours promises, whatever it drives."""

import importlib
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from hub.core import plugins
from hub.core.driver import Acting, Closing
from hub.core.entities import Entity

ITEMS = {
    "gpio": [
        {"name": "Relay", "line": 1, "mode": "switch"},
        {"name": "Door", "line": 2, "mode": "input"},
        {"name": "Lamp", "chip": "pwmchip9", "line": 0, "mode": "dimmer"},
    ],
    "i2c": [
        {"name": chip, "chip": chip, "bus": 99, "address": 0x20 + number}
        for number, chip in enumerate(("bme280", "bmp280", "sht3x", "bh1750", "ina219"))
    ],
    "onewire": [{"name": "Tank", "address": "28-000005e2fdc3"}],
    "infrared": [{"name": "TV", "topic": "ir", "codes": {"On": "abc"}}],
    "meter": [{"name": "Meter", "device": "/dev/ttyNONE0"}],
}
NEEDS = {"gpio": "gpiod", "i2c": "smbus2", "meter": "dsmr_parser"}


@pytest.fixture(params=ITEMS)
def mounts(request, tmp_path):
    if request.param in NEEDS:
        pytest.importorskip(NEEDS[request.param], reason="its extra is not installed")
    module = importlib.import_module(f"hardware.{request.param}")
    wanted = [module.Settings(**item) for item in ITEMS[request.param]]
    return request.param, module.build(wanted, home=tmp_path)


def test_every_plug_in_is_sound():
    errors = {}
    found = [module.__name__.rpartition(".")[2] for module in plugins.find("hardware", errors)]
    assert sorted(found) == ["board", *sorted(ITEMS)]
    assert errors == {}


def test_finding_plug_ins_loads_none_of_their_libraries():
    heavy = ["gpiod", "smbus2", "serial", "dsmr_parser", "cryptography", "numpy"]
    script = (
        "import sys; from hub.core import plugins; e = {}; list(plugins.find('hardware', e));"
        f"print(e, [name for name in {heavy} if name in sys.modules])"
    )
    args = [sys.executable, "-c", script]
    root = Path(__file__).parents[2]
    told = subprocess.run(args, capture_output=True, check=True, text=True, cwd=root).stdout
    assert told.strip() == "{} []"


def test_names_are_one_of_a_kind_and_begin_with_the_section(mounts):
    section, mounted = mounts
    names = [mount.name for mount in mounted]
    assert len(names) == len(set(names)) > 0
    assert all(name == section or name.startswith(f"{section}:") for name in names)
    assert [mount.build().name for mount in mounted] == names


def test_entities_are_found_before_anything_answers(mounts):
    section, mounted = mounts
    for mount in mounted:
        for found in mount.build().find():
            assert isinstance(found.entity, Entity)
            assert found.entity.source == mount.name or found.entity.source.startswith(
                f"{mount.name}:"
            )
            assert found.entity.id == ""
    assert section == "meter" or all(mount.build().find() for mount in mounted)


def test_what_can_be_left_can_be_left_twice_and_unopened(mounts):
    for mount in mounts[1]:
        driver = mount.build()
        if isinstance(driver, Closing):
            driver.close()
            driver.close()
        assert isinstance(driver, Acting) is hasattr(driver, "act")


def test_every_setting_is_in_the_handbook():
    text = (Path(__file__).parents[2] / "docs" / "hardware.md").read_text(encoding="utf-8")
    for section in ITEMS:
        settings = importlib.import_module(f"hardware.{section}").Settings
        for field in fields(settings):
            assert f"`{field.name}`" in text or f"{field.name}:" in text, (section, field.name)
