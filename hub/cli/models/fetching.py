"""``tomte models fetch``, ``add`` and ``remove``: models of others come and go."""

import argparse
import json
import os
from pathlib import Path

from hub.cli.console import FINE, Bar, tell
from hub.cli.models.shelf import fetched, plainly
from models.catalogue import OFFERS, offer
from models.errors import ModelError
from models.fetch import Tell
from models.fetched import Fetched, add_file, fetch_offer, remove

_MIRROR = "TOMTE_MODELS_FROM"


def options(ask: argparse.ArgumentParser, asked: str) -> None:
    """Describe what can be asked."""
    if asked == "add":
        ask.add_argument("file", type=Path, metavar="FILE", help="an .onnx file or a zip archive")
        ask.add_argument("--name", default="", help="what to call it; its file's name by itself")
        ask.add_argument("--licence", default="unknown", help="the licence it came with")
        ask.add_argument("--sha256", default="", help="the checksum it must have")
        ask.set_defaults(act=plainly(_add))
        return
    ask.add_argument("name", metavar="NAME", help="as `tomte models offers` or `list` shows it")
    ask.set_defaults(act=plainly(_remove))
    if asked == "fetch":
        ask.add_argument("--from", dest="base", default="", metavar="URL", help="another source")
        ask.add_argument("--lines", action="store_true", help="tell progress as lines of JSON")
        ask.add_argument("--tries", type=int, default=5, help="how often a broken line is retried")
        ask.set_defaults(act=plainly(_fetch))


def _fetch(args: argparse.Namespace) -> int:
    one = offer(args.name)
    if one is None:
        raise ModelError(f"no offer is called {args.name!r}; {_close(args.name)}")
    tell(f"{one.name}: about {one.size / 1e6:.1f} MB; licence: {one.licence}")
    base = args.base or os.environ.get(_MIRROR, "")
    with Bar(one.name) as bar:
        got = fetch_offer(
            one,
            fetched(args),
            base=base,
            tell=_shown(bar, lines=args.lines),
            tries=max(args.tries, 1),
        )
    known = "as its maker tells" if one.sha256 else "noted now; its maker tells none"
    tell(f"sha256 {got.sha256} ({known})")
    tell(one.use.format(place=got.place).replace("{{", "{").replace("}}", "}"))
    return FINE


def _shown(bar: Bar, *, lines: bool) -> Tell:
    """Show how far a download is; to the hub as a line of JSON each per cent."""
    last = -1

    def show(here: int, of: int) -> None:
        nonlocal last
        share = here / of if of else 0.0
        if not lines:
            bar.show(share)
        elif int(100 * share) != last:
            last = int(100 * share)
            tell(json.dumps({"progress": round(share, 3), "says": ""}))

    return show


def _add(args: argparse.Namespace) -> int:
    name = args.name or args.file.stem.lower().replace(" ", "-")
    _tell(add_file(args.file, fetched(args), name=name, licence=args.licence, sha256=args.sha256))
    return FINE


def _tell(got: Fetched) -> None:
    tell(f"{got.name}: {got.size / 1e6:.1f} MB, sha256 {got.sha256}")
    tell(got.place)


def _remove(args: argparse.Namespace) -> int:
    remove(args.name, fetched(args))
    tell(f"{args.name} is deleted")
    return FINE


def _close(name: str) -> str:
    near = [one.name for one in OFFERS if name.casefold() in one.name]
    return f"did you mean {' or '.join(near)}?" if near else "`tomte models offers` shows them all"
