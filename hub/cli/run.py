"""``tomte run``: the hub itself, until it is told to stop."""

import argparse
import asyncio
import contextlib
import gc
import inspect
import json
import logging
import os
import signal
import sys
from collections.abc import Iterator

from hub import app, config
from hub.cli.calm import Calm
from hub.cli.client import RUNNING
from hub.cli.console import FAILED, FINE, tell
from hub.core.heart import notify

_log = logging.getLogger(__name__)
_LEAVING = 10.0  # seconds everything has to end once the hub is told to stop
_RUBBISH = (20_000, 20, 50)  # objects between two collections: a reading's die by themselves
_TAKEN_IN = (1, 2, 4, 8, 16, 32, 64, 128, 256)  # seconds; by then all devices have spoken


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the verb."""
    verb = verbs.add_parser("run", help="run the hub")
    verb.add_argument("--json", action="store_true", help="print one line of JSON when ready")
    verb.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Run until SIGTERM or Ctrl-C."""
    settings = config.load(args.config)
    gc.set_threshold(*_RUBBISH)
    _log_to_stderr()
    asyncio.run(_run(settings, as_json=args.json))
    return FINE


def _log_to_stderr() -> None:
    under_systemd = "JOURNAL_STREAM" in os.environ
    form = (
        "%(name)s: %(message)s"
        if under_systemd
        else "%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    way_out = logging.StreamHandler(sys.stderr)
    way_out.addFilter(Calm())
    logging.basicConfig(level=logging.INFO, format=form, handlers=[way_out])


async def _run(settings: config.Settings, *, as_json: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        async with app.open_house(settings) as house, asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(house.live()),
                group.create_task(_tell(house, as_json=as_json)),
            ]
            await stop.wait()
            notify("STOPPING=1")
            loop.call_later(_LEAVING, _leave_all_the_same)
            for task in tasks:
                task.cancel()
    finally:
        with contextlib.suppress(OSError):  # it may never have come to be
            (settings.home / RUNNING).unlink()


def _leave_all_the_same() -> None:
    """End the process though something does not let go, and say what; durable values are safe."""
    for task in asyncio.all_tasks():
        _log.error("does not end: %s", " > ".join(_awaited(task.get_coro())))
    os._exit(FAILED)


def _awaited(step: object) -> Iterator[str]:
    """Yield where a coroutine is and where each that it waits for is, down to the culprit."""
    while inspect.iscoroutine(step) and step.cr_frame is not None:
        yield f"{step.__qualname__}:{step.cr_frame.f_lineno}"
        step = step.cr_await


def set_apart() -> None:
    """Leave what lives as long as the hub out of the search for rubbish, now and as it grows.

    What 500 devices announce are a million objects; looking through them stops the loop for 0.2 s.
    """
    gc.freeze()
    loop = asyncio.get_running_loop()
    for seconds in _TAKEN_IN:
        loop.call_later(seconds, gc.freeze)


async def _tell(house: app.House, *, as_json: bool) -> None:
    await house.ready()
    set_apart()
    notify("READY=1")
    ready = {"ready": True, "url": house.url, "token_file": str(house.token_file)}
    note = house.home / RUNNING
    note.write_text(json.dumps(ready | {"pid": os.getpid()}), encoding="utf-8")
    if as_json:
        tell(json.dumps(ready))
        return
    tell(f"Tomte is at home: {house.url}")
    tell(f"Sign in with the key in {house.token_file}")
    if sys.stdout.isatty():  # the key stays out of logs
        tell(f"  {house.url}/#key={house.token_file.read_text(encoding='utf-8').strip()}")
