"""Infrared codes are buttons; a stand-in ``ir-ctl`` notes what it is called with."""

import shutil
import subprocess
from pathlib import Path

import pytest

from hardware import infrared
from hub.core.commands import Call, SetLevel, Turn
from hub.core.errors import CommandRefused, DeviceUnreachable, EngineMissing
from hub.core.kinds import Kind

HEARD = "space 120000\ncarrier 36000\n" + "pulse 900\nspace 870\n" * 6 + "timeout 19000\n"
LEARNED = "# Movie night\ncarrier 36000\n" + "pulse 900\nspace 870\n" * 5 + "pulse 900\n"
REAL = shutil.which("ir-ctl")


class IrCtl:
    """The program in its folder: what it was told, what it hears, how it ends."""

    def __init__(self, folder):
        self.folder, self._log, self.file = folder, folder / "told", folder / "bin" / "ir-ctl"
        self.file.parent.mkdir()
        self.hears(HEARD)

    def hears(self, text):
        (self.folder / "heard").write_text(text)
        self.does(f'case "$*" in *--receive*) cat "{self.folder}/heard" ;; esac')

    def does(self, script):
        self.file.write_text(f'#!/bin/sh\necho "$@" >> "{self._log}"\n{script}\n')
        self.file.chmod(0o755)

    @property
    def told(self):
        return self._log.read_text().splitlines() if self._log.exists() else []


@pytest.fixture
def ir_ctl(tmp_path, monkeypatch):
    program = IrCtl(tmp_path)
    monkeypatch.setenv("PATH", f"{program.file.parent}:/usr/bin:/bin")
    return program


@pytest.fixture
def start(house, tmp_path, ir_ctl):
    """Attend to an emitter in the living room; return the folder of what it learns."""

    async def start(**options):
        (tmp_path / "lirc0").touch()
        (tmp_path / "lirc1").touch()
        item = infrared.Settings(
            name="Television",
            area="Living room",
            device=str(tmp_path / "lirc0"),
            receiver=str(tmp_path / "lirc1"),
            codes={"Power": "nec:0x408"},
        )
        house.start({"infrared": infrared.build([item], home=tmp_path / "home", **options)})
        await house.clock.sleep(1)
        return tmp_path / "home" / "infrared" / "television"

    return start


async def test_a_scan_code_is_sent_by_a_press(house, start, ir_ctl, tmp_path):
    await start()
    entity = house.registry.find("button.television_power").entity
    assert (entity.kind, entity.area, entity.reports) == (Kind.BUTTON, "living_room", False)
    await house.command(Call, "button.television_power", service="press")
    assert ir_ctl.told == [f"--device={tmp_path}/lirc0 --scancode=nec:0x408"]
    with pytest.raises(CommandRefused, match="pressed"):
        await house.command(SetLevel, "button.television_power", level=5)


async def test_a_remotes_button_is_learned_and_sent(house, start, ir_ctl, tmp_path):
    folder = await start()
    learn = "button.television_learn_a_code"
    assert house.registry.find(learn).entity.category == "config"
    await house.command(Call, learn, service="learn_command", data={"command": "Movie night"})
    assert ir_ctl.told == [f"--device={tmp_path}/lirc1 --receive --mode2 --oneshot"]
    assert (folder / "movie_night.ir").read_text() == LEARNED
    await house.clock.sleep(6)
    await house.command(Turn, "button.television_movie_night", on=True)
    assert ir_ctl.told[1:] == [f"--device={tmp_path}/lirc0 --send={folder}/movie_night.ir"]
    assert house.registry.find(learn).entity.device == (
        house.registry.find("button.television_movie_night").entity.device
    )


async def test_what_is_learned_without_a_name_is_numbered(house, start):
    folder = await start()
    for _ in range(2):
        await house.command(Call, "button.television_learn_a_code", service="press")
    assert sorted(file.name for file in folder.iterdir()) == ["code_1.ir", "code_2.ir"]
    await house.clock.sleep(6)
    assert house.registry.find("button.television_code_2").available


async def test_sunlight_is_not_learned(house, start, ir_ctl):
    folder = await start()
    ir_ctl.hears("pulse 50\nspace 90000\npulse 40\ntimeout 19000\n")
    with pytest.raises(CommandRefused, match="no remote control's code"):
        await house.command(Call, "button.television_learn_a_code", service="press")
    assert not folder.exists()


async def test_nothing_heard_is_told(house, start, ir_ctl):
    await start(learn=0.2)
    ir_ctl.does("exec sleep 30")
    with pytest.raises(DeviceUnreachable, match=r"no remote control was heard in 0\.2 s"):
        await house.command(Call, "button.television_learn_a_code", service="press")


async def test_the_programs_own_words_are_told(house, start, ir_ctl):
    await start()
    ir_ctl.does("echo '/dev/lirc0: device does not support sending' >&2; exit 66")
    with pytest.raises(DeviceUnreachable, match="does not support sending"):
        await house.command(Call, "button.television_power", service="press")


async def test_an_emitter_that_is_not_there_is_told_once(house, start, tmp_path, caplog):
    await start()
    (tmp_path / "lirc0").unlink()
    await house.reach("button.television_power", False)
    await house.clock.sleep(600)
    assert caplog.text.count("there is no such emitter") == 1
    assert house.registry.find("button.television_learn_a_code").available


@pytest.mark.parametrize(
    ("payload", "code", "sent"),
    [
        ('{"ir_code_to_send": "{code}"}', 'BQ"\\x', '{"ir_code_to_send": "BQ\\"\\\\x"}'),
        ("{code}", '{"Protocol":"NEC","Data":"0x20DF"}', '{"Protocol":"NEC","Data":"0x20DF"}'),
    ],
)
async def test_a_blaster_on_mqtt_is_sent_the_code(house, tmp_path, payload, code, sent):
    posted = []

    class Post:
        async def publish(self, topic, payload):
            posted.append((topic, payload))

    item = infrared.Settings(name="TV", topic="z2m/ir/set", payload=payload, codes={"On": code})
    house.start({"infrared": infrared.build([item], home=tmp_path)}, post=Post())
    await house.clock.sleep(1)
    await house.command(Call, "button.tv_on", service="press")
    assert posted == [("z2m/ir/set", sent)]


def test_without_ir_ctl_the_package_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineMissing, match="sudo apt install v4l-utils"):
        infrared.build([infrared.Settings(name="TV")], home=tmp_path)
    assert infrared.build([infrared.Settings(name="TV", topic="t")], home=tmp_path)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"codes": {"Power": "408"}}, "`Power` is a scan code like nec:0x408"),
        ({"topic": "z2m/#"}, "without #"),
        ({"topic": "t", "payload": "on"}, "`payload` has {code}"),
        ({"topic": "t", "receiver": "/dev/lirc1"}, "not both"),
    ],
)
def test_settings_that_cannot_be_are_refused(wrong, told):
    with pytest.raises(ValueError, match=told):
        infrared.Settings(name="TV", **wrong)


@pytest.mark.skipif(REAL is None, reason="ir-ctl (v4l-utils) is not installed")
def test_the_real_program_understands_what_was_learned(tmp_path):
    file = tmp_path / "code.ir"
    file.write_text(LEARNED)
    args = [REAL, f"--device={Path('/dev/null')}", f"--send={file}"]
    told = subprocess.run(args, capture_output=True, check=False, text=True).stderr
    assert "features" in told  # it got as far as the device, which is none
    assert "keyword" not in told
