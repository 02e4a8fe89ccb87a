"""``tomte faults``: what is wrong with the machines, and what a file of readings tells."""

import argparse
import importlib
from typing import Any

_ASKS = {  # what can be asked: its file here, and what it is for
    "list": ("list", "what is wrong in the house now"),
    "explain": ("explain", "why something is a fault, or what is known of an appliance"),
    "score": ("score", "score a file of readings row by row (CSV: timestamp, columns)"),
    "look": ("look", "see what Tomte would have said of what Home Assistant recorded"),
    "simulate": ("simulate", "write days of a simulated machine as CSV, healthy or broken"),
}


class _Ask(argparse.ArgumentParser):
    """A parser that loads the file it speaks for only once it is asked."""

    file = ""

    def parse_known_args(self, *words: Any, **more: Any) -> Any:  # noqa: ANN401 - argparse's own
        """Read the words."""
        file, self.file = self.file, ""
        if file:
            importlib.import_module(f"hub.cli.faults.{file}").options(self)
        return super().parse_known_args(*words, **more)


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the verb and what it can be asked for."""
    verb = verbs.add_parser("faults", help="score readings, explain and simulate faults")
    asks = verb.add_subparsers(required=True, metavar="WHAT", parser_class=_Ask)
    for name, (file, about) in _ASKS.items():
        asks.add_parser(name, help=about, description=about).file = file
