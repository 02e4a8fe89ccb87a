"""Every mistake in the settings is told with its place and cure."""

import pytest

from hub import config
from hub.core.errors import ConfigError


def mistakes(text):
    with pytest.raises(ConfigError) as caught:
        config.parse(text, "tomte.yaml")
    return str(caught.value)


def test_an_empty_file_is_valid():
    assert config.parse("", "tomte.yaml") == config.Settings()


def test_values_are_taken():
    settings = config.parse("mqtt:\n  host: broker\n  port: 1884\nvoice:\n", "tomte.yaml")
    assert (settings.mqtt.host, settings.mqtt.port, settings.voice.enabled) == (
        "broker",
        1884,
        True,
    )


def test_a_mistyped_key_is_named_with_its_place_and_a_guess():
    told = mistakes("mqtt:\n  prot: 1883\n")
    assert told.startswith("tomte.yaml:2:3: unknown setting 'prot'; did you mean 'port'?")
    assert told.endswith("      prot: 1883\n      ^")


def test_all_mistakes_are_told_at_once():
    told = mistakes("mqtt:\n  port: many\nwbe: {}\nweb:\n  port: 1\n  port: 2\n")
    assert "tomte.yaml:2:9: Expected `int`, got `str`" in told
    assert "tomte.yaml:3:1: unknown setting 'wbe'; did you mean 'web'?" in told
    assert "tomte.yaml:6:3: 'port' is given twice" in told


@pytest.mark.parametrize(
    "text", ["mqtt: [", "mqtt:\n\t port: 1", "- a\n- b", "just words", "a: \x00"]
)
def test_broken_files_name_a_place(text):
    assert mistakes(text).startswith("tomte.yaml:")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path / "none.yaml")


def test_a_binary_file_is_named(tmp_path):
    file = tmp_path / "tomte.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        config.load(file)


def test_systemd_says_where_data_lies(monkeypatch, tmp_path):
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path))
    assert config.Settings().home == tmp_path
    assert config.Settings(data_dir="/elsewhere").home.as_posix() == "/elsewhere"


HARDWARE = """hardware:
  gpio:
    - {name: Boiler, line: 17, mode: switch, active_low: true, safe: on}
    - {name: Twice, line: 17, mode: light}
    - {name: Lamp, line: 0, mode: dimmer}
    - {name: Bad, lin: 0, mode: light}
    - {name: Bad, line: 0, mode: swich}
    - {line: 1, mode: switch}
  i2c: [{name: Attic, chip: bme280, bus: one}]
  meter: {name: x}
  gpoi: []
"""


def test_what_is_wired_is_read_by_each_drivers_own_settings():
    settings = config.parse("hardware:\n  onewire:\n  gpio: [{name: A, line: 1, mode: light}]", "x")
    assert settings.hardware["onewire"] == []  # asked for, nothing named
    (lamp,) = settings.hardware["gpio"]
    assert (lamp.name, lamp.line, lamp.mode, lamp.chip) == ("A", 1, "light", "gpiochip0")
    assert config.parse("hardware:\n", "x").hardware == {}


@pytest.mark.parametrize(
    "told",
    [
        "tomte.yaml:4:7: line 17 of gpiochip0 is given twice",
        "tomte.yaml:5:7: `dimmer` and `fan`, and only these, go with a chip like `pwmchip0`",
        "tomte.yaml:6:19: unknown setting 'lin'; did you mean 'line'?",
        "tomte.yaml:7:34: unknown 'swich'; did you mean 'switch'?",
        "tomte.yaml:8:7: Object missing required field `name`",
        "tomte.yaml:9:42: Expected `int`, got `str`",
        "tomte.yaml:10:10: expected a list: one `- {name: …}` for each thing",
        "tomte.yaml:11:3: no driver 'gpoi'; did you mean 'gpio'?",
    ],
)
def test_every_mistake_in_what_is_wired_has_its_place(told):
    lines = mistakes(HARDWARE).splitlines()
    assert told in lines
    assert sum(line.startswith("tomte.yaml:") for line in lines) == 8
