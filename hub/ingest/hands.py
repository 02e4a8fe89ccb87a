"""A driver's own thread: one that does not come back is left behind and counted."""

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

from hub.core.errors import DriverHung

ResultT = TypeVar("ResultT")
ParamsT = ParamSpec("ParamsT")
_MOST = 3  # threads left behind for one driver, before a new one waits for one of them


class Hand(Executor):
    """One thread that does one thing after another.

    The threads of the standard pool are waited for at exit; a stuck one would keep the hub from
    ending, so this one is not.
    """

    def __init__(self, name: str) -> None:
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(
        self, fn: Callable[ParamsT, ResultT], /, *args: ParamsT.args, **kwargs: ParamsT.kwargs
    ) -> Future[ResultT]:
        """Do this when everything before it is done."""
        future: Future[ResultT] = Future()

        def do() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(fn(*args, **kwargs))
                except BaseException as error:  # it is raised where the future is awaited
                    future.set_exception(error)

        self._work.put(do)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT002 - as inherited
        """End after what has been asked so far; never waits."""
        self._work.put(None)

    def _run(self) -> None:
        while (do := self._work.get()) is not None:
            do()


class Hands:
    """The threads one driver was given in its lives; ``stuck`` counts those that hang."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loose: asyncio.Event | None = None
        self.stuck = 0

    async def take(self) -> Hand:
        """Return a thread; where too many hang already, wait until one of them comes back."""
        while self.stuck >= _MOST:
            self._loose = asyncio.Event()
            await self._loose.wait()
        return Hand(self._name)

    async def ask(self, hand: Hand, act: Callable[[], ResultT], *, limit: float) -> ResultT:
        """Return what ``act`` returns in that thread; raise ``DriverHung`` after ``limit`` s."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(limit) as patience:
                return await loop.run_in_executor(hand, act)
        except TimeoutError as error:
            if not patience.expired():
                raise
            raise DriverHung(
                f"{self._name} does not come back within {limit:g} s "
                f"({self.stuck + 1} of its threads hang)"
            ) from error

    def leave(self, hand: Hand, last: Callable[[], None]) -> None:
        """Leave a thread that hangs; if it ever comes back it does ``last`` and ends."""
        loop = asyncio.get_running_loop()
        self.stuck += 1
        hand.submit(last)
        hand.submit(self._come_back, loop)
        hand.shutdown()

    def _come_back(self, loop: asyncio.AbstractEventLoop) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._count_back)

    def _count_back(self) -> None:
        self.stuck -= 1
        if self._loose is not None:
            self._loose.set()
