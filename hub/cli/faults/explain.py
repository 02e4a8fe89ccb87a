"""``tomte faults explain``: why something is called a fault, or what is known of an appliance."""

import argparse
import asyncio
import json
from pathlib import Path

from hub.cli.console import FINE, complain, tell
from hub.cli.devices.house import at_home
from hub.cli.faults.explained import of_appliance, of_fault
from hub.cli.faults.house import ask
from hub.cli.faults.picture import draw_days, draw_fault
from hub.core.codec import convert, plain
from hub.core.faults import Fault
from hub.core.upkeep import ApplianceStory


def options(parser: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    parser.add_argument("which", metavar="ID|NAME", help="a fault's id, or an appliance")
    parser.add_argument("--plot", type=Path, metavar="FILE.png", help="draw what shows it")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Explain it."""
    return asyncio.run(_explain(args))


async def _explain(args: argparse.Namespace) -> int:
    async with at_home(args.config) as client:
        known = await ask(client)
        found = known.find(args.which)
        if isinstance(found, Fault):
            text, what = of_fault(found, known), plain(found)
        else:
            what = await client.do("ExplainAppliance", appliance=found.id)
            story = convert(what, ApplianceStory)
            text = of_appliance(story, known)
    if args.plot is not None:
        if isinstance(found, Fault):
            draw_fault(found, known, args.plot)
        else:
            draw_days(story, known, args.plot)
        complain(f"drawn: {args.plot}")
    tell(json.dumps(what, ensure_ascii=False) if args.json else text)
    return FINE
