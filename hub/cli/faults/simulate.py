"""``tomte faults simulate``: days of a machine as its plug would report them, healthy or broken.

The simulator is no part of the hub: it lives in a process of its own.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from hub.cli.console import FINE, complain
from hub.core.errors import ConfigError


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument("kind", metavar="KIND", help="fridge, washer, water_heater, pump …")
    ask.add_argument("--fault", metavar="F", help="what breaks, such as seal_leak (nothing)")
    ask.add_argument(
        "--severity", choices=("moderate", "severe"), default="severe", help="how bad (severe)"
    )
    ask.add_argument("--days", type=int, default=42, metavar="N", help="how long (42)")
    ask.add_argument("--begins", type=float, metavar="N", help="healthy days before it (28)")
    ask.add_argument("--seed", type=int, default=1, metavar="N", help="which machine and home (1)")
    ask.add_argument("--out", type=Path, metavar="FILE.csv", help="where to (standard output)")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Simulate it."""
    words = [args.kind, "--severity", args.severity, "--days", str(args.days)]
    words += ["--seed", str(args.seed)]
    for name in ("fault", "begins", "out"):
        if getattr(args, name) is not None:
            words += [f"--{name}", str(getattr(args, name))]
    lived = subprocess.run(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", "hardware.simulated.appliances", *words],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    said = lived.stderr.strip()
    if lived.returncode:
        raise ConfigError(said.splitlines()[-1] if said else "the simulator gave no table")
    complain(said)
    return FINE
