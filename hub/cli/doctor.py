"""``tomte doctor``: what works here, what does not, and the cure for each."""

import argparse
import asyncio
import importlib.util
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from hub import __version__, config
from hub.cli.client import Json, connect, running
from hub.cli.console import FAILED, FINE, paint, tell
from hub.core.errors import HubError
from hub.ingest.broker import answers

Finding = tuple[str, str, str]  # "ok" | "note" | "bad", what, the cure


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the verb."""
    verb = verbs.add_parser("doctor", help="check this machine and say what to do")
    verb.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Check everything; fail when something the hub needs is wrong."""
    settings = config.load(args.config)
    findings = [finding for check in CHECKS for finding in check(settings)]
    marks = {"ok": paint("✓", "green"), "note": paint("·", "amber"), "bad": paint("✗", "red")}
    for level, what, cure in findings:
        tell(f"{marks[level]} {what}" + (f"\n    {cure}" if cure else ""))
    return FAILED if any(level == "bad" for level, _, _ in findings) else FINE


def _python(_: config.Settings) -> Iterator[Finding]:
    yield "ok", f"tomte {__version__} on Python {sys.version.split()[0]}", ""


def _data(settings: config.Settings) -> Iterator[Finding]:
    home = settings.home
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        yield (
            "bad",
            f"data folder {home}: {error.strerror}",
            "set data_dir to a folder you may write",
        )
        return
    if not os.access(home, os.W_OK):
        yield "bad", f"data folder {home} cannot be written", "set data_dir, or mend its owner"
        return
    free = shutil.disk_usage(home).free / 1e9
    level = "ok" if free > 1 else "bad"
    yield level, f"data folder {home}, {free:.1f} GB free", "" if free > 1 else "free some space"
    for name in ("core.db", "history.db"):
        if (home / name).exists():
            yield _database(home / name)


def _database(file: Path) -> Finding:
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
            told = str(db.execute("pragma quick_check").fetchone()[0])
    except sqlite3.Error as error:
        told = str(error)
    if told == "ok":
        return "ok", f"{file.name} is sound", ""
    return "bad", f"{file.name}: {told}", "stop the hub; it sets the file aside at its next start"


def _hub(settings: config.Settings) -> Iterator[Finding]:
    found = running(settings.home)
    if found is None:
        yield "note", "no hub runs on this data folder", "tomte run"
        return
    yield "ok", f"the hub runs at {found['url']}", ""
    try:
        health, announced = asyncio.run(_ask(found))
    except (HubError, OSError) as error:
        yield "bad", f"the hub does not answer: {error}", "look into its log, or start it anew"
        return
    yield from devices(health, announced)


async def _ask(found: Json) -> tuple[Json, list[Json]]:
    async with connect(found["url"], found["token_file"]) as client:
        return await client.get("/v1/health"), await client.do("ListAnnounced")


def devices(health: Json, announced: list[Json]) -> Iterator[Finding]:
    """Say what of devices and drivers is not well in a running hub."""
    for one in announced:
        for each in one["left_out"]:
            where = f"{one['origin']} {each['key']}".strip()
            yield "note", f"{where}: {each['reason']}", f"mend it at its source ({one['dialect']})"
    for name, error in health["plugin_errors"].items():
        yield "bad", f"{name} cannot be used: {error}", "mend it, or take it out of the settings"
    for name, error in health["crashes"].items():
        yield "note", f"{name} failed and was started anew: {error}", "the log has the whole story"
    for topic, rate in health.get("floods", {}).items():
        who = f"{name} ({topic})" if (name := health.get("flooding", {}).get(topic)) else topic
        yield "note", f"{who} floods the house ({rate:.0f} messages a second)", "look after it"
    if not any(one["left_out"] for one in announced):
        yield "ok", f"{len(announced)} announcements are understood", ""


def _broker(settings: config.Settings) -> Iterator[Finding]:
    host, port = settings.mqtt.host or "127.0.0.1", settings.mqtt.port
    if asyncio.run(answers(host, port)):
        yield "ok", f"an MQTT broker answers at {host}:{port}", ""
    elif settings.mqtt.host:
        yield "bad", f"no MQTT broker answers at {host}:{port}", "start it, or mend mqtt.host/port"
    else:
        yield "note", "no MQTT broker on this machine: the hub starts its own", ""
    if not (shutil.which("mosquitto") or Path("/usr/sbin/mosquitto").exists()):
        own = importlib.util.find_spec("amqtt")
        level = "note" if own else "bad"
        yield level, "mosquitto is not installed", "sudo apt install mosquitto (15 times faster)"


def _voice(settings: config.Settings) -> Iterator[Finding]:
    if not settings.voice.enabled:
        yield "note", "voice is switched off", "voice.enabled: true"
        return
    for package in ("onnxruntime", "openwakeword", "pocketsphinx", "hassil"):
        if importlib.util.find_spec(package) is None:
            yield "bad", f"voice needs {package}", "pip install 'tomte[voice]'"
            return
    yield "ok", "voice engines are installed", ""
    if shutil.which("espeak-ng") is None:
        yield (
            "note",
            "espeak-ng is not installed: answers are shown, not spoken",
            ("sudo apt install espeak-ng"),
        )
    model = settings.voice.vosk_model
    if model and not Path(model).is_dir():
        yield "bad", f"no Vosk model at {model}", "unpack one there, or mend voice.vosk_model"


def _notify(settings: config.Settings) -> Iterator[Finding]:
    if not settings.notify.urls:
        yield "note", "messages stay in the house", "notify.urls sends unseen ones on"
    elif importlib.util.find_spec("apprise") is None:
        yield "bad", "notify.urls needs apprise", "pip install 'tomte[notify]'"
    else:
        yield "ok", f"unseen messages go to {len(settings.notify.urls)} places", ""


def _dashboard(_: config.Settings) -> Iterator[Finding]:
    built = Path(config.__file__).parent / "web" / "static" / "index.html"
    if built.exists():
        yield "ok", "the dashboard is built", ""
    else:
        yield "bad", "the dashboard is not built", "make setup"


CHECKS: tuple[Callable[[config.Settings], Iterator[Finding]], ...] = (
    _python,
    _data,
    _hub,
    _broker,
    _voice,
    _notify,
    _dashboard,
)
