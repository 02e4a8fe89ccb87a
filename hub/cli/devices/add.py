"""``tomte devices add``: let a device in at the broker, and see it appear."""

import argparse
import asyncio
import json
from typing import get_args

from hub.cli.client import Client, Events
from hub.cli.console import FINE, paint, tell
from hub.cli.devices.house import Json, at_home
from hub.core.adding import Software
from hub.texts import word


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked."""
    ask.add_argument("name", nargs="?", metavar="NAME", help="what you call the device")
    ask.add_argument("--kind", choices=get_args(Software), default="other", help="its software")
    ask.add_argument("--wait", type=float, metavar="SECONDS", help="wait for it to appear")
    ask.add_argument(
        "--join", type=int, metavar="SECONDS", help="open the Zigbee network for so long"
    )
    ask.add_argument("--remove", metavar="NAME", help="let a device in no more")
    ask.add_argument("--json", action="store_true", help="print it as JSON")
    ask.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Add, remove, or list who was let in."""
    return asyncio.run(_act(args))


async def _act(args: argparse.Namespace) -> int:
    async with at_home(args.config) as client:
        if args.remove is not None:
            await client.do("RemoveDeviceUser", name=args.remove)
            tell(f"{args.remove} is let in no more")
        elif args.name is not None or args.join is not None:
            async with client.events() as events:
                await _add(client, events, args)
        else:
            _list(await client.do("ListDeviceUsers"), as_json=args.json)
    return FINE


async def _add(client: Client, events: Events, args: argparse.Namespace) -> None:
    if args.name is not None:
        _show(await client.do("AddDevice", name=args.name, kind=args.kind), as_json=args.json)
    if args.join is not None:
        await client.do("PermitJoin", seconds=args.join)
        tell(f"the Zigbee network is open for {args.join} s: make the device join now")
    limit = args.wait if args.wait is not None else args.join
    if limit is None:
        return
    try:
        came = await events.wait("DeviceAppeared", limit=limit)
    except TimeoutError:
        tell(f"nothing new has appeared in {limit:g} s; `tomte doctor` says what was refused")
        return
    tell(f"{paint('●', 'green')} {came['name']} is here, with {len(came['entities'])} entities")
    tell(f"  tomte devices show {came['device']}")


def _show(new: Json, *, as_json: bool) -> None:
    """Print how the device finds the broker; the password is told here and never again."""
    if as_json:
        tell(json.dumps(new, ensure_ascii=False))
        return
    tell(f"broker    {new['host']}:{new['port']}")
    if new["username"]:
        tell(f"user      {new['username']}")
        tell(f"password  {new['password']}   (shown this once)")
    tell("\n" + word(new["where"]["id"], new["where"]["values"]))
    for line in new["lines"]:
        tell(f"    {line}")
    for note in new["notes"]:
        tell(word(note["id"], note["values"]))


def _list(users: list[Json], *, as_json: bool) -> None:
    if as_json:
        tell(json.dumps(users, ensure_ascii=False))
    elif not users:
        tell("no device has been let in; add one: tomte devices add NAME --kind tasmota")
    for user in [] if as_json else users:
        tell(f"{user['name']:<24} {user['kind']:<12} {user['username']}")
