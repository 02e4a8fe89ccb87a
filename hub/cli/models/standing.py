"""``tomte models shadow``, ``promote`` and ``rollback``: which version works."""

import argparse

from hub.cli.console import FAILED, FINE, tell
from hub.cli.models.shelf import plainly, trained
from models.errors import ModelError
from models.life import is_worse
from models.registry import Registry


def options(ask: argparse.ArgumentParser, asked: str) -> None:
    """Describe what can be asked."""
    ask.add_argument("name", metavar="NAME", help="as `tomte models list` shows it")
    if asked == "rollback":
        ask.set_defaults(act=plainly(_roll_back))
        return
    ask.add_argument("version", type=int, nargs="?", default=0, help="the newest by itself")
    ask.set_defaults(act=plainly(_shadow))
    if asked == "promote":
        ask.add_argument("--anyway", action="store_true", help="even where it is worse")
        ask.set_defaults(act=plainly(_promote))


def _shadow(args: argparse.Namespace) -> int:
    registry = trained(args)
    version = args.version or _newest(registry, args.name)
    registry.shadow(args.name, version)
    tell(f"{args.name} {version} is on trial: it is heard beside the one that works, not believed")
    return FINE


def _promote(args: argparse.Namespace) -> int:
    registry = trained(args)
    now = registry.standing(args.name)
    version = args.version or now.shadow or _newest(registry, args.name)
    if now.active and not args.anyway:
        worse = is_worse(registry.card(args.name, version), registry.card(args.name))
        if worse:
            tell(f"{args.name} {version} stays on trial: {worse} (--anyway promotes it)")
            return FAILED
    registry.promote(args.name, version)
    tell(f"{args.name} {version} works from now on")
    return FINE


def _roll_back(args: argparse.Namespace) -> int:
    card = trained(args).roll_back(args.name)
    tell(f"{card.name} {card.version} works again")
    return FINE


def _newest(registry: Registry, name: str) -> int:
    cards = registry.versions(name)
    if not cards:
        raise ModelError(f"there is no model {name!r}; `tomte models list` shows what there is")
    return cards[-1].version
