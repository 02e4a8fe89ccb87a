"""Measured numbers as people read them, the same on the page as in a message."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hub.texts import word
from hub.texts.measures import measure

UI = Path(__file__).parents[2] / "hub" / "web" / "ui"
ESBUILD = UI / "node_modules" / ".bin" / "esbuild"
MEASURES = [
    (21.46, "°C", "21.5 °C", "71 °F"),
    (-18.0, "°C", "-18.0 °C", "0 °F"),
    (5.0, "m/s", "18 km/h", "11 mph"),
    (1013.2, "hPa", "1013 hPa", "29.92 inHg"),
    (2068.0, "hPa", "2.07 bar", "30.0 psi"),
    (0.25, "m³", "250.0 L", "66.0 gal"),
    (50.8, "mm", "50.8 mm", "2.00 in"),
    (80.2, "kg", "80.2 kg", "176.8 lb"),
    (0.4, "kg", "400 g", "14.1 oz"),
    (12_400.0, "m", "12.4 km", "7.7 mi"),
    (2.4e9, "Hz", "2.4 GHz", "2.4 GHz"),
    (1.5e9, "B", "1.5 GB", "1.5 GB"),
    (9000.0, "s", "2.5 h", "2.5 h"),
    (0.42, "kWh", "0.42 kWh", "0.42 kWh"),
    (3.05, "V", "3.05 V", "3.05 V"),
    (230.4, "V", "230 V", "230 V"),
    (7.2, "", "7.2", "7.2"),
    (12.5, "EUR", "12.5 EUR", "12.5 EUR"),
]


@pytest.mark.parametrize(("value", "unit", "metric", "imperial"), MEASURES)
def test_a_number_is_read_in_the_readers_units(value, unit, metric, imperial):
    assert measure(value, unit).replace("\u202f", " ") == metric
    assert measure(value, unit, "imperial").replace("\u202f", " ") == imperial


def test_a_message_is_worded_in_the_readers_units():
    assert word("ui.celsius", {"value": 20.0}) == "20.0\u202f°C"
    assert word("ui.celsius", {"value": 20.0}, units="imperial") == "68\u202f°F"


@pytest.mark.skipif(not ESBUILD.exists(), reason="no node_modules: run `npm ci` in hub/web/ui")
def test_the_page_shows_the_same_numbers(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    script, bundle = tmp_path / "show.ts", tmp_path / "show.mjs"
    asked = json.dumps([[value, unit] for value, unit, *_ in MEASURES])
    script.write_text(
        f"import {{ measure }} from {json.dumps(str(UI / 'src' / 'words'))};\n"
        f"import {{ useUnits }} from {json.dumps(str(UI / 'src' / 'measure'))};\n"
        "const said = {};\nfor (const units of ['metric', 'imperial']) {\n"
        f"  useUnits(units);\n  said[units] = {asked}.map(([v, u]) => measure(v, u));\n}}\n"
        "console.log(JSON.stringify(said));\n"
    )
    subprocess.run(
        [ESBUILD, script, "--bundle", "--format=esm", f"--outfile={bundle}", "--log-level=error"],
        check=True, cwd=UI,
    )  # fmt: skip
    said = json.loads(subprocess.run([node, bundle], check=True, capture_output=True).stdout)
    for place, units in ((2, "metric"), (3, "imperial")):
        read = [text.replace("\u202f", " ").replace("\u2212", "-") for text in said[units]]
        assert [text.replace(",", "") for text in read] == [row[place] for row in MEASURES]
