"""``tomte devices rename`` and ``area``: what people call things, and where they are."""

import argparse
import asyncio

from hub.cli.console import FINE, tell
from hub.cli.devices.house import Json, at_home, device_of, entity_of, label, unknown


def options(ask: argparse.ArgumentParser) -> None:
    """Describe what can be asked, by the verb's own name."""
    is_name = ask.prog.endswith("rename")
    ask.add_argument("which", metavar="ID|NAME", help="a device or an entity")
    if is_name:
        ask.add_argument("name", metavar="NEW", help="its new name; '' brings its own back")
    else:
        ask.add_argument("area", metavar="ROOM", help="a room, made if it is new; '' is none")
    ask.set_defaults(act=act, is_name=is_name)


def act(args: argparse.Namespace) -> int:
    """Change it; its id stays."""
    return asyncio.run(_change(args))


async def _change(args: argparse.Namespace) -> int:
    async with at_home(args.config) as client:
        home: Json = await client.get("/v1/home")
        found = entity_of(home, args.which) if "." in args.which else None
        device = None if found else device_of(home, args.which)
        found = found or (None if device else entity_of(home, args.which))
        if device is not None:
            key, known = "device", device
        elif found is not None:
            key, known = "entity", found["entity"]
        else:
            raise unknown(args.which)
        what = {key: known["id"]}
        kind = key.capitalize()
        if args.is_name:
            await client.do(f"{'Name' if device else 'Rename'}{kind}", name=args.name, **what)
            tell(f"{known['id']} is now called {args.name.strip() or known['name']}")
        else:
            await client.do(f"Move{kind}", area=args.area, **what)
            tell(f"{label(known)} is now in {args.area.strip() or 'no room'}")
    return FINE
