"""The public sets under their own scorers, beside the tables that others published."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
ASKED = f"{sys.executable} -m hub faults score {{csv}} --train-rows {{n}} --json"
RUNS = (
    ("score_skab.py", "--causal", "4"),
    ("score_power.py", "--data", "tracebase"),
    ("score_power.py", "--data", "power"),
)


def data():
    """Return where the sets lie: ``TOMTE_DATA``, or the shared folder beside the repository."""
    return Path(os.environ.get("TOMTE_DATA") or ROOT.parent / "shared" / "data") / "faults"


def scored():
    """Yield what each scorer says; a line where the sets or what they need is missing."""
    folder = data()
    for name, *words in RUNS:
        if not (folder / name).exists():
            yield f"skipped: no {name} at {folder} (set TOMTE_DATA)"
            continue
        more = [str(folder / word) if (folder / word).is_dir() else word for word in words]
        ran = subprocess.run(
            [sys.executable, str(folder / name), "--cmd", ASKED, *more],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TOMTE_DATA": str(folder.parent)},
            capture_output=True,
            text=True,
            check=False,
        )
        yield f"== {name} {' '.join(words)}"
        yield from ran.stdout.splitlines()
        if ran.returncode:
            yield f"failed: {ran.stderr.strip().splitlines()[-1] if ran.stderr else ran.returncode}"
