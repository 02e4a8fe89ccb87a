"""``tomte demo``: the whole chain on a simulated home, told step by step, then yours."""

import argparse
import asyncio
import contextlib
import io
import json
import signal
import socket
import time
import webbrowser
from collections.abc import Awaitable, Callable
from typing import Any

from hub.cli import console
from hub.cli.client import Client, Events, connect
from hub.cli.outside import OutsideMeter
from hub.cli.story import Step, Story, recording
from hub.cli.world import LEARNING_DAYS, World, free_port, world
from hub.core.clock import Clock
from hub.core.errors import HubError

Json = dict[str, Any]


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the verb."""
    verb = verbs.add_parser("demo", help="live in a simulated home for a while")
    verb.add_argument("--check", action="store_true", help="run the story headless, exit 0 or 1")
    verb.add_argument("--json", action="store_true", help="with --check: print one JSON object")
    verb.add_argument("--speed", type=float, default=60, help="household seconds a second (60)")
    verb.add_argument("--port", type=int, default=0, help="the page's port (8080, or a free one)")
    verb.add_argument("--no-browser", action="store_true", help="do not open the page")
    verb.add_argument("--no-voice", action="store_true", help="without the voice engines")
    verb.add_argument("--lan", action="store_true", help="show it to phones in this network")
    verb.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Tell the story; stay when somebody is there to play."""
    if args.json and not args.check:
        console.complain("tomte: --json goes with --check")
        return console.WRONG
    try:
        return asyncio.run(_demo(args))
    except KeyboardInterrupt:
        return console.FINE


async def _demo(args: argparse.Namespace) -> int:
    me = asyncio.current_task()
    assert me is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, me.cancel)
    while True:
        director = Director(args)
        code = await director.direct()
        if code is not None:
            return code


class Director:
    """Brings the world up, leads through the story, and answers the bar's buttons."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args, self._quiet = args, args.json
        self._began = time.monotonic()

    async def direct(self) -> int | None:
        """Return an exit code, or ``None`` to start over."""
        args = self._args
        self._say(console.paint("Setting up a simulated home…", "grey"))
        async with world(
            port=args.port or _page_port(args.check),
            host="0.0.0.0" if args.lan else "127.0.0.1",  # noqa: S104 - asked for by --lan
            voice=not args.no_voice,
            start=Clock().time() - (LEARNING_DAYS + 1) * 86_400,
        ) as place:
            meter = OutsideMeter(place.hub.pid)
            async with asyncio.TaskGroup() as group:
                metering = group.create_task(meter.run())
                try:
                    async with (
                        connect(_local(place.url), place.token_file) as client,
                        client.events() as events,
                    ):
                        return await self._tell(place, client, events, meter)
                finally:
                    metering.cancel()

    async def _tell(
        self, place: World, client: Client, events: Events, meter: OutsideMeter
    ) -> int | None:
        self._welcome(place)
        steps = await self._live(place, client, events)
        meter.look()
        passed = all(step.passed for step in steps)
        report = {
            "passed": passed,
            "wall_s": round(time.monotonic() - self._began, 1),
            "ready_s": round(place.ready_s, 2),
            "rss_peak_mb": round(place.rss_peak_mb, 1),
            "bytes_sent_outside": meter.bytes_sent,
            "steps": [
                {"name": s.name, "passed": s.passed, "ms": s.ms, "detail": s.detail} for s in steps
            ],
        }
        if self._args.json:
            console.tell(json.dumps(report))
        self._say(
            f"  memory {report['rss_peak_mb']} MB at most · {meter.bytes_sent} bytes sent out"
            f" · {report['wall_s']} s"
        )
        if self._args.check or not console.is_terminal():
            return console.FINE if passed else console.FAILED
        return await self._stay(place, client, events)

    async def _live(self, place: World, client: Client, events: Events) -> list[Step]:
        steps: list[Step] = []
        with console.Bar("the home gets to know its appliances", silent=self._quiet) as bar:
            story = Story(place, client, events, voice=not self._args.no_voice, progress=bar.show)
            for name in story.names:
                step = await story.live(name)
                steps.append(step)
                bar.clear()
                mark = console.paint("✓", "green") if step.passed else console.paint("✗", "red")
                self._say(f"{mark} {step.name} ({step.ms:.0f} ms)\n    {step.detail}")
        return steps

    def _welcome(self, place: World) -> None:
        self._say(f"{console.paint('Tomte is at home:', 'bold')} {place.link}")
        if self._args.lan:
            self._say(_qr(place.link.replace(_host(place.url), _lan_address())))
        if not (self._args.no_browser or self._args.check) and console.is_terminal():
            webbrowser.open(place.link)

    async def _stay(self, place: World, client: Client, events: Events) -> int | None:
        self._say("\nThe home lives on; press Ctrl-C to leave. The page has buttons to play with.")
        place.sim.tell(do="pace", speed=self._args.speed)
        acts: dict[str, Callable[[], Awaitable[object]]] = {
            "speak": lambda: client.listen(recording("kitchen_light_on")),
            "break_fridge": lambda: self._break(place, client, events),
            "lying_lamp": lambda: self._lie(place),
            "cut_broker": lambda: self._cut(place),
        }
        with contextlib.suppress(asyncio.CancelledError):
            while True:
                asked = (await events.wait("DemoAsked", limit=10**9))["action"]
                self._say(f"· {asked.replace('_', ' ')}")
                if asked == "start_over":
                    return None
                try:
                    await acts[asked]()
                except HubError as error:
                    self._say(f"  {console.paint(str(error), 'amber')}")
        return console.FINE

    async def _break(self, place: World, client: Client, events: Events) -> None:
        for fault in await client.do("ListFaults"):
            if fault["phase"] in {"open", "confirmed"}:  # mended first, so that it can break anew
                place.sim.tell(do="mend_fridge")
                await client.do("SettleFault", fault=fault["id"], verdict="fixed")
                await place.advance(1)
        events.forget()
        place.sim.tell(do="break_fridge")
        await place.advance_until(lambda: events.seen("FaultRaised"), days=4, step=0.1)
        place.sim.tell(do="pace", speed=self._args.speed)

    async def _lie(self, place: World) -> None:
        place.sim.tell(do="lying_lamp", on=True)

    async def _cut(self, place: World) -> None:
        place.broker.kill()
        await asyncio.sleep(4)  # long enough to see the page say so
        await place.broker.restart()

    def _say(self, text: str) -> None:
        if not self._quiet:
            console.tell(text)


def _page_port(check: bool) -> int:  # noqa: FBT001 - one plain question
    if not check:
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", 8080)):
            return 8080
    return free_port()


def _host(url: str) -> str:
    return url.split("//")[1].split(":", maxsplit=1)[0]


def _local(url: str) -> str:
    return url.replace("//0.0.0.0", "//127.0.0.1")


def _lan_address() -> str:
    """Return this machine's address in its network; connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        with contextlib.suppress(OSError):
            probe.connect(("192.0.2.1", 9))
        address: str = probe.getsockname()[0]
        return address


def _qr(link: str) -> str:
    import segno

    drawn = io.StringIO()
    segno.make(link).terminal(out=drawn, compact=True)
    return f"{drawn.getvalue()}\n{link}"
