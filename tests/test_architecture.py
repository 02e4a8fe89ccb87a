"""The shape of the product, as rules a machine can hold us to."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("hub", "skills", "models", "hardware")

# package -> what of ours it may import besides itself; the longest name that fits decides
MAY_IMPORT = {
    "hub": set(),
    "hub.core": set(),
    "hub.texts": set(),
    "models": set(),
    "hardware": {"hub.core"},
    "skills": {"hub.core"},
    "hub.ingest": {"hub.core"},
    "hub.control": {"hub.core"},
    "hub.recorder": {"hub.core"},
    "hub.faults": {"hub.core", "models"},
    "hub.learning": {"hub.core", "models"},
    "hub.voice": {"hub.core", "hub.texts", "models"},
    "hub.notify": {"hub.core", "hub.texts"},
    "hub.config": {"hub.core"},
    "hub.web": {"hub.core", "hub.texts"},  # the rest by command, event and port
    "hub.app": {"hub"},
    "hub.cli": {"hub", "models"},
    "hub.__main__": {"hub.cli"},
}
ONLY_IN = {  # what may be written in one place (a file, or a folder) only
    r"\b(asyncio|loop)\.create_task\(|\bensure_future\(": set(),  # a TaskGroup's are fine
    r"\bdatetime\.now\(|\btime\.time\(": {"hub/core/clock.py"},
    r"except Exception": {"hub/core/service.py", "hub/core/plugins.py", "hub/web/guard.py"},
    r"\bprint\(": {"hub/cli/"},  # one file a verb
}
MAX_LINES = 300


def sources():
    return sorted(path for top in OURS for path in (ROOT / top).rglob("*.py"))


def module(path):
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def inside(name, package):
    return (name + ".").startswith(package + ".")


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", sources(), ids=module)
def test_imports_point_down(path):
    package = max((p for p in MAY_IMPORT if inside(module(path), p)), key=len)
    allowed = MAY_IMPORT[package] | {package if package != "hub" else module(path)}
    for name in imports(path):
        assert not name.startswith("."), f"{module(path)}: write {name} in full"
        if name.split(".")[0] in OURS and name not in OURS:
            ok = any(inside(name, a) or inside(a, name) for a in allowed)
            assert ok, f"{module(path)} may not import {name}"


@pytest.mark.parametrize("path", sources(), ids=module)
def test_file_is_short_and_minds_its_business(path):
    text = path.read_text()
    assert len(text.splitlines()) <= MAX_LINES, "split it by idea, not by size"
    assert ast.get_docstring(ast.parse(text)), "say in one sentence what lives here"
    for pattern, homes in ONLY_IN.items():
        if not path.relative_to(ROOT).as_posix().startswith(tuple(homes)):
            assert not re.search(pattern, text), f"{pattern} belongs in {homes}"
