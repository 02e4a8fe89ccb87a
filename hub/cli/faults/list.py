"""``tomte faults list``: what is wrong in the running hub's house, and what each machine is."""

import argparse
import asyncio
import json

from hub.cli.console import FINE, paint, tell
from hub.cli.devices.house import at_home
from hub.cli.faults.house import OPEN, Faulty, ask, moment
from hub.core.codec import plain
from hub.core.faults import Fault

_COLOURS = {"notice": "grey", "warning": "amber", "alarm": "red"}


def options(parser: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    parser.add_argument("--all", action="store_true", help="also what is settled or gone")
    parser.add_argument("--json", action="store_true", help="print the faults as JSON")
    parser.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Show the faults."""
    return asyncio.run(_list(args))


async def _list(args: argparse.Namespace) -> int:
    async with at_home(args.config) as client:
        known = await ask(client)
    shown = [fault for fault in known.faults if args.all or fault.phase in OPEN]
    if args.json:
        tell(json.dumps([plain(fault) for fault in shown], ensure_ascii=False))
        return FINE
    for fault in shown:
        _tell(fault, known)
    if not shown:
        tell("nothing is wrong")
    names = ", ".join(sorted(appliance.name for appliance in known.appliances))
    tell(f"watched: {names or 'nothing yet'}")
    return FINE


def _tell(fault: Fault, known: Faulty) -> None:
    cost = known.cost(fault)
    tell(paint(known.say(fault.title), _COLOURS[fault.severity]) + (f"  {cost}" if cost else ""))
    state = "" if fault.phase == "open" else f", {fault.phase.replace('_', ' ')}"
    tell(f"  since {moment(fault.raised_at)}{state}; {fault.confidence:.0%} sure")
    tell(f"  tomte faults explain {fault.id}")
