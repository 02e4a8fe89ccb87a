"""``tomte models offers``: models of others, what they are for, their licence and size."""

import argparse

from hub.cli.console import FINE, paint, tell
from models.catalogue import OFFERS


def options(ask: argparse.ArgumentParser, _asked: str) -> None:
    """Describe what can be asked."""
    ask.set_defaults(act=act)


def act(_args: argparse.Namespace) -> int:
    """Show what may be fetched."""
    for one in OFFERS:
        tell(f"{paint(one.name, 'bold')}  {one.kind}, {one.size / 1e6:.1f} MB")
        tell(f"    {one.about}; licence: {one.licence}")
    return FINE
