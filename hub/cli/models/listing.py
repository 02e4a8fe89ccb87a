"""``tomte models list``: every model with its versions, licence, size and figures."""

import argparse
import json
from dataclasses import asdict

from hub.cli.console import FINE, paint, tell
from hub.cli.models.shelf import fetched, plainly, trained
from models.errors import ModelError
from models.fetched import known
from models.registry import Card, Standing
from models.runtime import provider_words


def options(ask: argparse.ArgumentParser, _asked: str) -> None:
    """Describe what can be asked."""
    ask.add_argument("--json", action="store_true", help="print all of it as JSON")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Show the models."""
    return plainly(_list)(args)


def _list(args: argparse.Namespace) -> int:
    registry, others = trained(args), known(fetched(args))
    models = {name: (registry.standing(name), registry.versions(name)) for name in registry.names()}
    if args.json:
        plain = {
            name: {"standing": asdict(standing), "versions": [asdict(card) for card in cards]}
            for name, (standing, cards) in models.items()
        }
        tell(json.dumps({"trained": plain, "fetched": [asdict(one) for one in others]}))
        return FINE
    for name, (standing, cards) in models.items():
        tell(paint(name, "bold"))
        for card in cards:
            tell(f"  {card.version:>4}  {_line(card, standing)}")
    for one in others:
        tell(f"{paint(one.name, 'bold')}  {one.size / 1e6:.1f} MB, {one.licence}")
        tell(f"        {paint(one.place, 'grey')}")
    if not models and not others:
        tell("nothing is learned yet and nothing was fetched; `tomte models offers` shows what is")
    tell(_runs_on())
    return FINE


def _line(card: Card, standing: Standing) -> str:
    role = {standing.active: "works", standing.shadow: "on trial"}.get(card.version, "")
    figures = ", ".join(f"{key} {value:.4g}" for key, value in sorted(card.metrics.items()))
    words = [card.kind, f"{card.size / 1000:.1f} kB", card.licence, figures]
    line = "; ".join(word for word in words if word)
    return f"{paint(role, 'green')}  {line}" if role else line


def _runs_on() -> str:
    try:
        return provider_words()
    except ModelError as error:
        return str(error)
