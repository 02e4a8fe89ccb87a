"""``tomte models``: what was learned, how good it is, and each step of its life."""

import argparse
import importlib
from pathlib import Path
from typing import Any

_ASKS = {  # what can be asked: its file here, and what it is for
    "list": ("listing", "models, their versions and figures, and what runs them"),
    "offers": ("offers", "models of others that may be fetched, with their licences"),
    "fetch": ("fetching", "download a model of others; a broken download is carried on"),
    "add": ("fetching", "take a model from a file, as from a stick"),
    "remove": ("fetching", "delete what was fetched or added"),
    "verify": ("verifying", "compare checksums and see that every version runs"),
    "quality": ("training", "say what a collected history is worth"),
    "train": ("training", "learn a model of an appliance from its history"),
    "compress": ("training", "make a version smaller, as long as it stays as good"),
    "night": ("training", "do what is due: watch, compare, promote, learn anew, roll back"),
    "evaluate": ("training", "judge a version by the latest days, with faults put in"),
    "shadow": ("standing", "put a version on trial beside the one that works"),
    "promote": ("standing", "let a version work, where it is not worse"),
    "rollback": ("standing", "let the version work again that worked before"),
}


class _Ask(argparse.ArgumentParser):
    """A parser that loads the file it speaks for only once it is asked."""

    file = ""

    def parse_known_args(self, *words: Any, **more: Any) -> Any:  # noqa: ANN401 - argparse's own
        """Read the words."""
        file, self.file = self.file, ""
        if file:
            module = importlib.import_module(f"hub.cli.models.{file}")
            module.options(self, self.prog.rpartition(" ")[2])
        return super().parse_known_args(*words, **more)


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the verb and what it can be asked for; by itself it lists."""
    verb = verbs.add_parser("models", help="list, fetch, train and judge what is learned")
    verb.add_argument("--folder", type=Path, help=argparse.SUPPRESS)  # the hub's own is asked so
    verb.set_defaults(act=_list, json=False)
    asks = verb.add_subparsers(metavar="WHAT", parser_class=_Ask)
    for name, (file, about) in _ASKS.items():
        asks.add_parser(name, help=about, description=about).file = file


def _list(args: argparse.Namespace) -> int:
    code: int = importlib.import_module("hub.cli.models.listing").act(args)
    return code
