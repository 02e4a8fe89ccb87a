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
