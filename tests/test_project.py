"""What surrounds the code keeps its promises: commands, locks, unit, licences, set-up."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
INNER = {"demo", "simulated_from"}  # what `tomte demo` sets for its own hub
LOCKS = ("run", "dev")
TOOLS = ("bash", "cut", "grep", "sed", "paste", "cat", "dirname", "sort")


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def packages(name):
    """The packages of a lock, each with the lines that belong to it."""
    text = read(f"requirements/{name}.txt")
    return {block.split("==")[0]: block for block in re.split(r"\n(?=[a-z0-9])", text)}


def run(*words, **settings):
    env = {**os.environ, **{key: str(value) for key, value in settings.items()}}
    return subprocess.run(
        words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def bare_path(tmp_path):
    """A PATH with next to nothing on it: the machine of somebody who installed nothing."""
    for tool in TOOLS:
        (tmp_path / tool).symlink_to(shutil.which(tool))
    return tmp_path


def test_the_readme_names_only_make_targets_that_exist():
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    said = read("README.md") + read("CONTRIBUTING.md") + read("docs/configuration.md")
    asked = set(re.findall(r"(?:^|`|sudo |=\S+ )make ([a-z]+)\b", said, re.MULTILINE))
    assert {"demo", "test"} <= asked
    assert asked <= targets


@pytest.mark.parametrize("name", ["demo", "test"])
def test_each_of_the_two_commands_is_enough_alone(name):
    assert re.search(rf"^{name}: setup$", read("Makefile"), re.MULTILINE)
    assert re.search(rf"^make {name}\b", read("README.md"), re.MULTILINE)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/decisions/README.md"])
def test_no_page_links_to_a_page_that_is_not_there(page):
    links = re.findall(r"\]\(((?!http)[^)#]+)", read(page))
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    assert links
    assert not missing


def test_every_setting_is_told_of():
    from hub.config import Settings

    told = read("docs/configuration.md")
    for part in Settings.__struct_fields__:
        fields = getattr(getattr(Settings(), part), "__struct_fields__", None)
        keys = [f"{part}.{field}" for field in fields] if fields else [part]
        missing = [key for key in keys if f"`{key}`" not in told and key not in INNER]
        assert not missing


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_version_and_hashes(name):
    for package, block in packages(name).items():
        first, *rest = block.strip().splitlines()
        assert re.match(r"[a-z0-9.-]+==[\w.]+( ;.*)? \\$", first), first
        assert rest, f"{package} has no hash"
        assert all(re.fullmatch(r"\s+--hash=sha256:[0-9a-f]{64}( \\)?", line) for line in rest)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_to_download_from(name):
    assert not re.search(r"://|index-url|find-links|@ ", read(f"requirements/{name}.txt"))


def test_what_the_project_asks_for_is_locked():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    run_time = [*project["dependencies"], *extras["voice"], *extras["broker"], *extras["notify"]]
    for asked, locks in ((run_time, ("run",)), (extras["dev"], LOCKS)):
        held = {package for lock in locks for package in packages(lock)}
        names = {re.split(r"[^\w-]", wish)[0].lower().replace("_", "-") for wish in asked}
        assert names <= held


def test_the_recogniser_that_phones_home_stays_out():
    version = re.search(r"^onnxruntime==1\.(\d+)\.", read("requirements/run.txt"), re.MULTILINE)
    assert int(version[1]) < 29
    assert "ORT_DISABLE_TELEMETRY=1" in read("systemd/tomte.service")


@pytest.mark.parametrize("licence", ["CC BY-NC-SA 4.0", "Apache-2.0", "BSD-2-Clause", "MIT"])
def test_the_notice_names_the_licence(licence):
    assert licence in read("NOTICE")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_accepts_the_unit_and_finds_it_well_shut(tmp_path):
    prefix = tmp_path / "tomte"
    (prefix / "bin").mkdir(parents=True)
    (prefix / "bin" / "tomte").symlink_to("/bin/true")
    unit = tmp_path / "tomte.service"
    unit.write_text(run("scripts/unit", prefix).stdout)
    assert "@PREFIX@" not in unit.read_text()
    verified = run("systemd-analyze", "verify", unit)
    assert (verified.returncode, verified.stderr) == (0, "")
    shut = run("systemd-analyze", "security", "--offline=true", "--threshold=25", unit)
    assert shut.returncode == 0, shut.stdout[-300:]


def test_set_up_says_in_a_line_each_what_is_missing_and_what_it_would_add(bare_path):
    (bare_path / "python3").symlink_to(Path(sys.executable).resolve())
    told = run("scripts/setup", "--missing", PATH=bare_path, SBIN="", FONTS="/nowhere", PYTHON="")
    lines = [line for line in told.stderr.splitlines() if line.startswith("–")]
    names = ["mosquitto", "espeak-ng", "chromium", "fonts-noto-cjk"]
    for name, line in zip(names, lines, strict=False):
        assert re.match(rf"– {name} is missing: \w.{{20,}}", line)
    assert f"sudo apt install {' '.join(names)}" in told.stderr
    assert told.returncode == 0


def test_set_up_without_a_fitting_python_says_how_to_get_one(bare_path):
    old = bare_path / "old"
    old.write_text("#!/bin/bash\necho 3.10.4 False /usr /usr/bin/python3\n")
    old.chmod(0o755)
    told = run("scripts/find-python", PYTHON=old)
    assert told.returncode == 1
    assert f"{old} is 3.10.4" in told.stderr
    assert "sudo apt install python3" in told.stderr


def test_a_python_in_a_home_folder_is_not_taken_for_the_service(bare_path):
    mine = bare_path / "mine"
    mine.write_text("#!/bin/bash\necho 3.11.4 True /home/me/python /home/me/python/bin/python3\n")
    mine.chmod(0o755)
    assert run("scripts/find-python", PYTHON=mine).stdout == "/home/me/python/bin/python3\n"
    told = run("scripts/find-python", "--system", PYTHON=mine)
    assert told.returncode == 1
    assert "from a home folder will not do" in told.stderr


@pytest.mark.parametrize("script", ["setup", "install", "lock", "check-lock", "check", "unit"])
def test_a_script_is_sound_bash(script):
    assert run("bash", "-n", f"scripts/{script}").stderr == ""
