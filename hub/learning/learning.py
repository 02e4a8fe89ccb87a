"""The service behind the Models page: one step at a time, and all that is due at night."""

import asyncio
import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from hub.core.bus import Bus
from hub.core.clock import Clock, local_timezone
from hub.core.commands import Commands
from hub.core.errors import CommandRefused, HubError
from hub.core.message import Message
from hub.core.modelling import (
    AskModels,
    ModelJob,
    ModelsChanged,
    ModelShelf,
    ModelStepChanged,
    RunModelStep,
    Step,
    StopModelStep,
)
from hub.core.ports import History
from hub.core.registry import Registry
from hub.learning.board import board
from hub.learning.child import Said, StepFailed, spoken
from hub.learning.gathering import columns, gather
from hub.learning.shelf import by_model, runs_on, shelf
from models.causes import prepare
from models.collected import file_of

_log = logging.getLogger(__name__)
_COMMAND = (sys.executable, "-m", "hub", "models")
_HOUR = 3  # local time at which the night's learning begins
_COOL = 900.0  # household seconds until a warm board is looked at again
_LATEST = 6  # local hour after which a warm board may rest until the next night
_SHOWN = 40  # lines of a step that are kept
_LEARNS: frozenset[Step] = frozenset({"train", "compress", "evaluate", "quality"})
_OUTSIDE: frozenset[Step] = frozenset({"fetch", "remove"})


class Learning:
    """Runs the steps as ``command`` with more words, in a process of their own.

    The models lie below ``home``, ``root`` is where the board's sensors are found. Without
    ``nights`` it only learns when asked, as in the demo, where a night is over in seconds.
    """

    def __init__(
        self,
        bus: Bus,
        clock: Clock,
        commands: Commands,
        registry: Registry,
        history: History,
        *,
        home: Path,
        command: Sequence[str] = _COMMAND,
        zone: tzinfo | None = None,
        root: Path = Path("/"),
        nights: bool = True,
    ) -> None:
        self._nights = nights
        self._bus, self._clock, self._registry = bus, clock, registry
        self._history, self._folder = history, home / "models"
        self._command, self._zone, self._root = command, zone or local_timezone(), root
        self._job: ModelJob | None = None
        self._task: asyncio.Task[None] | None = None
        self._wishes: asyncio.Queue[RunModelStep] = asyncio.Queue(maxsize=1)
        self._busy = asyncio.Lock()
        commands.handle(AskModels, self._ask)
        commands.handle(RunModelStep, self._begin)
        commands.handle(StopModelStep, self._stop)

    async def run(self) -> None:
        """Serve wishes and keep the nights, until cancelled."""
        kinds = {one.kind.value for one in self._registry.appliances.values()}
        await asyncio.to_thread(prepare, kinds)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._serve())
            if self._nights:
                group.create_task(self._keep_nights())

    async def _ask(self, _: AskModels) -> ModelShelf:
        appliances = by_model(self._registry.appliances)
        models, offers = await asyncio.to_thread(shelf, self._folder, appliances)
        return ModelShelf(
            models=models,
            offers=offers,
            runs_on=await asyncio.to_thread(runs_on),
            board=await asyncio.to_thread(board, self._root),
            next_night=self._next_night(),
            job=self._job,
        )

    async def _begin(self, wish: RunModelStep) -> ModelJob:
        if self._busy.locked() or not self._wishes.empty():
            raise CommandRefused("another step is under way; stop it, or wait until it has ended")
        waits = (await asyncio.to_thread(board, self._root)).waits
        if waits is not None and wish.step == "train" and not wish.anyway:
            raise CommandRefused("the board is warm or slows itself down; let it cool first")
        job = self._start(wish.step, wish.name)
        self._wishes.put_nowait(wish)
        return job

    async def _stop(self, _: StopModelStep) -> ModelJob | None:
        if self._task is not None:
            self._task.cancel()
        return self._job

    async def _serve(self) -> None:
        while True:
            wish = await self._wishes.get()
            async with self._busy:
                await self._stoppable(self._words(wish), gathers=wish.step in _LEARNS)

    async def _stoppable(self, words: Sequence[str], *, gathers: bool) -> None:
        """Do a step that people may stop; its end is told whatever it is."""
        async with asyncio.TaskGroup() as group:
            self._task = group.create_task(self._do(words, gathers=gathers))
            await asyncio.wait([self._task])
        if self._task.cancelled():
            self._end(Message(id="models.stopped"))
        self._task = None
        self._bus.publish(ModelsChanged(at=self._clock.time()))

    async def _do(self, words: Sequence[str], *, gathers: bool) -> None:
        try:
            if gathers:
                await self._gather(words[1])
            await spoken([*self._command, "--folder", str(self._folder), *words], self._hear)
        except HubError as error:
            self._end(Message(id="models.failed", values={"reason": str(error)}))
        else:
            self._end(None)

    async def _gather(self, name: str) -> None:
        """Bring what was collected of the model's appliance up to date."""
        appliance = self._registry.appliances.get(by_model(self._registry.appliances).get(name, ""))
        if appliance is None:
            return
        entities = {key: held.entity for key, held in self._registry.held.items()}
        wanted = columns(appliance, entities)
        if not wanted or wanted[0][0] != "power":
            raise StepFailed(f"{appliance.name} has no power meter; nothing can be learned of it")
        file = file_of(self._folder / "collected", name)
        await gather(self._history, wanted, file, self._clock.time())

    def _words(self, wish: RunModelStep) -> list[str]:
        words: list[str] = [wish.step, wish.name]
        if wish.version and wish.step not in {"quality", "train", "rollback", *_OUTSIDE}:
            words.append(str(wish.version))
        if wish.step in _LEARNS or wish.step == "fetch":
            words.append("--lines")
        if wish.step == "train":
            words += ["--at", str(self._clock.time())]
        if wish.step == "promote" and wish.anyway:
            words.append("--anyway")
        return words

    def _start(self, step: Step, name: str) -> ModelJob:
        self._job = ModelJob(step=step, name=name, began=self._clock.time())
        self._tell()
        return self._job

    def _hear(self, line: Said) -> None:
        if self._job is None:
            return
        said = (*self._job.says, *line.says.splitlines())[-_SHOWN:]
        share = self._job.progress if line.progress < 0 else min(line.progress, 1.0)
        self._job = replace(self._job, says=said, progress=share)
        self._tell()

    def _end(self, failed: Message | None) -> None:
        if self._job is None or self._job.ended:
            return
        progress = self._job.progress if failed else 1.0
        self._job = replace(self._job, ended=self._clock.time(), failed=failed, progress=progress)
        if failed is not None:
            _log.warning("models: %s %s: %s", self._job.step, self._job.name, failed.values)
        self._tell()

    def _tell(self) -> None:
        if self._job is not None:
            self._bus.publish(ModelStepChanged(at=self._clock.time(), job=self._job))

    def _next_night(self) -> float:
        here = datetime.fromtimestamp(self._clock.time(), UTC).astimezone(self._zone)
        night = here.replace(hour=_HOUR, minute=0, second=0, microsecond=0, fold=0)
        if night <= here:
            night = (night + timedelta(days=1)).replace(hour=_HOUR)
        return night.timestamp()

    async def _keep_nights(self) -> None:
        while True:
            await self._clock.sleep(max(self._next_night() - self._clock.time(), 1.0))
            for name in by_model(self._registry.appliances):
                if not await self._is_cool():
                    break
                await self._spend_night(name)

    async def _is_cool(self) -> bool:
        """Wait while the board is warm or slows itself down; give up in the morning."""
        while True:
            waits = (await asyncio.to_thread(board, self._root)).waits
            if waits is None:
                return True
            now = datetime.fromtimestamp(self._clock.time(), UTC).astimezone(self._zone)
            if not _HOUR <= now.hour < _LATEST:
                _log.warning("models are not learned tonight: the board was too warm")
                return False
            await self._clock.sleep(_COOL)

    async def _spend_night(self, name: str) -> None:
        async with self._busy:
            self._start("train", name)
            words = ["night", name, "--lines", "--at", str(self._clock.time())]
            await self._stoppable(words, gathers=True)
