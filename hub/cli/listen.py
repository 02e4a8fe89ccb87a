"""``tomte listen``: recordings, heard by the running hub or else by one on a simulated home."""

import argparse
import asyncio
import json
from pathlib import Path
from typing import Any

from hub.cli.client import Client
from hub.cli.console import FAILED, FINE, HubGone, complain, tell
from hub.cli.say import is_done
from hub.cli.visit import visit
from hub.core.errors import HubError


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the verb."""
    verb = verbs.add_parser("listen", help="let the hub hear WAV files")
    verb.add_argument("files", nargs="+", type=Path, metavar="FILE.wav")
    verb.add_argument("--json", action="store_true", help="print one JSON object a file")
    verb.set_defaults(act=act)


def act(args: argparse.Namespace) -> int:
    """Hear every file; fail when one cannot be heard or holds no command that was done."""
    return asyncio.run(_listen(args))


async def _listen(args: argparse.Namespace) -> int:
    code = FINE
    async with visit(args.config) as client:
        for file in args.files:
            if not await _hear(client, file, as_json=args.json):
                code = FAILED
    return code


async def _hear(client: Client, file: Path, *, as_json: bool) -> bool:
    try:
        answers = await client.listen(file.read_bytes())
    except OSError as error:
        if isinstance(error, HubGone):
            raise
        complain(f"tomte: {file}: cannot be read ({error.strerror})")
        return False
    except HubError as error:
        complain(f"tomte: {file}: {error}")
        return False
    if as_json:
        tell(json.dumps({"file": str(file), "answers": answers}))
    else:
        _show(file, answers)
    return bool(answers) and all(is_done(answer) for answer in answers)


def _show(file: Path, answers: list[dict[str, Any]]) -> None:
    if not answers:
        tell(f"{file}: no wake word heard; say “hey jarvis” first")
    for answer in answers:
        tell(f"{file}: “{answer['text']}” → {answer['said']}")
        stages = " · ".join(f"{name} {ms:.0f} ms" for name, ms in answer["stages"].items())
        outcome = answer["outcome"]
        confirmed = f" · {outcome['result']} in {outcome['ms']:.0f} ms" if outcome else ""
        tell(f"    {stages}{confirmed}")
