"""``tomte devices``: what is in the house, and how it is understood."""

import argparse
import importlib
from typing import Any

_ASKS = {  # what can be asked: its file here, and what it is for
    "list": ("listing", "everything in the house, by room"),
    "show": ("show", "a device or an entity, with all that is known of it"),
    "rename": ("change", "call a device or an entity by another name"),
    "area": ("change", "put a device or an entity into a room"),
    "areas": ("areas", "take rooms and names from Home Assistant or a list"),
    "add": ("add", "let a device in at the broker, and see it appear"),
    "explain": ("explain", "who listens to a topic, and what its last payload meant"),
    "import": ("importing", "check recorded discovery messages, or hand them to the broker"),
    "record": ("record", "record devices from the broker, names and serials blanked"),
    "replay": ("replay", "play recorded messages and commands, without a broker"),
}


class _Ask(argparse.ArgumentParser):
    """A parser that loads the file it speaks for only once it is asked."""

    file = ""

    def parse_known_args(self, *words: Any, **more: Any) -> Any:  # noqa: ANN401 - argparse's own
        """Read the words."""
        file, self.file = self.file, ""
        if file:
            importlib.import_module(f"hub.cli.devices.{file}").options(self)
        return super().parse_known_args(*words, **more)


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the verb and what it can be asked for; by itself it lists."""
    verb = verbs.add_parser("devices", help="list, explain and try devices")
    verb.set_defaults(act=_list, area=None, all=False, json=False)
    asks = verb.add_subparsers(metavar="WHAT", parser_class=_Ask)
    for name, (file, about) in _ASKS.items():
        asks.add_parser(name, help=about, description=about).file = file


def _list(args: argparse.Namespace) -> int:
    code: int = importlib.import_module("hub.cli.devices.listing").act(args)
    return code
