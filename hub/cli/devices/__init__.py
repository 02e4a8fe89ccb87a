"""``tomte devices``: what is in the house, and how it is understood."""

import argparse

from hub.cli.devices import replay


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the verb and what it can be asked for."""
    verb = verbs.add_parser("devices", help="list, explain and try devices")
    asks = verb.add_subparsers(required=True, metavar="WHAT")
    for ask in (replay,):
        ask.add(asks)
