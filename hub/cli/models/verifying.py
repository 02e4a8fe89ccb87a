"""``tomte models verify``: whether every file is still what was stored, and can be run."""

import argparse

from hub.cli.console import FAILED, FINE, paint, tell
from hub.cli.models.shelf import plainly, trained
from models.errors import ModelError
from models.learned import opened
from models.registry import Registry


def options(ask: argparse.ArgumentParser, _asked: str) -> None:
    """Describe what can be asked."""
    ask.add_argument("name", metavar="NAME", nargs="?", default="", help="all by itself")
    ask.set_defaults(act=plainly(_verify))


def _verify(args: argparse.Namespace) -> int:
    registry = trained(args)
    names = [args.name] if args.name else registry.names()
    sound = [
        _is_sound(registry, name, card.version)
        for name in names
        for card in registry.versions(name)
    ]
    if not sound:
        tell("there is nothing to verify; `tomte models list` shows what there is")
    return FINE if all(sound) else FAILED


def _is_sound(registry: Registry, name: str, version: int) -> bool:
    try:
        card = opened(registry, name, version).card
    except ModelError as error:
        tell(f"{paint('✗', 'red')} {error}")
        return False
    tell(f"{paint('✓', 'green')} {name} {version}: {card.size / 1000:.1f} kB, sha256 {card.sha256}")
    return True
