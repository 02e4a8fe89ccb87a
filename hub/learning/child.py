"""A step in a process of its own, so that no learning ever slows the house down."""

import asyncio
import contextlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.core.errors import HubError

_LONGEST_LINE = 1 << 16
_SPOKEN = 600  # characters of what went wrong
_PATIENCE = 5.0  # seconds to end by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line of a step: how far it is (0–1; -1 where it does not say), and its words."""

    progress: float
    says: str


class StepFailed(HubError, RuntimeError):
    """A step ended badly; the text is what it said of it."""


async def spoken(words: Sequence[str], hear: Callable[[Said], None]) -> None:
    """Run a command that tells its progress as lines of JSON; raise ``StepFailed``.

    It runs at the lowest priority, and ends with whoever waits for it.
    """
    child = await asyncio.create_subprocess_exec(
        *words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=_LONGEST_LINE,
    )
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, child.pid, 19)
    try:
        async with asyncio.TaskGroup() as group:
            wrong = group.create_task(_rest(child.stderr))
            group.create_task(_listen(child.stdout, hear))
        code = await child.wait()
    finally:
        await _end(child)
    if code:
        raise StepFailed(wrong.result() or f"it ended with {code}")


async def _listen(stream: asyncio.StreamReader | None, hear: Callable[[Said], None]) -> None:
    while stream is not None and (line := await _line(stream)):
        try:
            held = json.loads(line)
            hear(Said(progress=float(held["progress"]), says=str(held["says"])))
        except (ValueError, KeyError, TypeError):
            hear(Said(progress=-1.0, says=line.decode("utf-8", "replace").rstrip()))


async def _line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError:  # longer than any line of ours
        return b"...\n"


async def _rest(stream: asyncio.StreamReader | None) -> str:
    """Return the end of what is said on the error stream."""
    kept = b""
    while stream is not None and (part := await stream.read(4096)):
        kept = (kept + part)[-4 * _SPOKEN :]
    text = kept.decode("utf-8", "replace").strip().splitlines()
    return text[-1].removeprefix("tomte: ")[:_SPOKEN] if text else ""


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
    try:
        async with asyncio.timeout(_PATIENCE):
            await child.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
