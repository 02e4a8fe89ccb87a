"""``tomte``: one command, a verb a file."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from hub import __version__
from hub.cli.console import AWAY, FAILED, FINE, WRONG, HubGone, complain
from hub.core.errors import ConfigError, HubError

_VERBS = ("run", "demo", "say", "listen", "devices", "faults", "models", "doctor")  # each a file


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words say.

    Return an exit code: 0 fine, 1 failed, 2 wrong use or settings, 3 no hub runs.
    """
    words = sys.argv[1:] if words is None else words
    args = _parser(_asked(words)).parse_args(words)
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
    if isinstance(error, HubGone):
        return AWAY
    return WRONG if isinstance(error, ConfigError) else FAILED


def _asked(words: Sequence[str]) -> Sequence[str]:
    """Return the verbs to load: the one that is asked for, or all where none of them is."""
    before = ""
    for word in words:
        if not word.startswith("-") and before != "--config":
            return (word,) if word in _VERBS else _VERBS
        before = word
    return _VERBS


def _parser(asked: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tomte", description="An offline smart-home hub that hears, learns and explains."
    )
    parser.add_argument("--config", type=Path, metavar="FILE", help="the settings (YAML)")
    parser.add_argument("--version", action="version", version=f"tomte {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for verb in asked:
        importlib.import_module(f"hub.cli.{verb}").add(verbs)
    return parser


if __name__ == "__main__":
    sys.exit(main())
