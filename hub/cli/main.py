"""``tomte``: one command, a verb a file."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hub import __version__
from hub.cli import demo, devices, doctor, listen, run, say
from hub.cli.console import FAILED, FINE, WRONG, complain
from hub.core.errors import ConfigError, HubError


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words say; return an exit code: 0 fine, 1 failed, 2 wrong use or settings."""
    args = _parser().parse_args(words)
    try:
        code: int = args.act(args)
    except BaseExceptionGroup as group:
        return _tell(group)
    except (HubError, KeyboardInterrupt) as error:
        return _tell(error)
    return code


def _tell(error: BaseException) -> int:
    """Say an error without a traceback; what is not ours keeps its own."""
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    if isinstance(error, KeyboardInterrupt):
        return FINE
    if not isinstance(error, HubError):
        raise error
    complain(f"tomte: {error}")
    return WRONG if isinstance(error, ConfigError) else FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tomte", description="An offline smart-home hub that hears, learns and explains."
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings (YAML)")
    parser.add_argument("--version", action="version", version=f"tomte {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for verb in (run, demo, say, listen, devices, doctor):
        verb.add(verbs)
    return parser


if __name__ == "__main__":
    sys.exit(main())
