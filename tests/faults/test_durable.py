"""What the fault monitor learned lies on the real disk."""

from hardware.simulated.appliances.traces import trace
from hub.core.clock import Clock
from hub.core.entities import ApplianceKind
from hub.core.faults import Fault
from hub.core.upkeep import Label, LogEntry
from hub.faults.life import Life
from hub.faults.watches import watch_of
from hub.recorder.durable import Durable
from hub.recorder.store import Store
from tests.faults.simple import Limit


async def test_faults_words_and_what_was_counted_are_read_back_from_disk(tmp_path, plain):
    await plain.draw("boiler", 200, minutes=90)
    await plain.draw("boiler", 1500)
    await plain.settle((await plain.faults())[0], "false_alarm")
    kinds = (Fault, LogEntry, Label, Life, Limit)
    kept = {kind: await plain.records.load(kind) for kind in kinds}
    assert all(kept.values())
    async with Store(tmp_path, Clock()) as store:
        for records in kept.values():
            for key, record in records.items():
                await Durable(store).keep(key, record)
    async with Store(tmp_path, Clock()) as store:
        for kind, records in kept.items():
            assert await Durable(store).load(kind) == records


async def test_what_was_learned_of_a_fridge_is_read_back_from_disk(tmp_path):
    lived, watch = trace(ApplianceKind.FRIDGE, 77_002, 5), watch_of(ApplianceKind.FRIDGE)
    for at, watts in zip(lived.t.tolist(), lived.power.tolist(), strict=True):
        if watts == watts:
            watch.take("power", watts, at)
    async with Store(tmp_path, Clock()) as store:
        await Durable(store).keep("fridge", watch)
    async with Store(tmp_path, Clock()) as store:
        assert await Durable(store).load(type(watch)) == {"fridge": watch}
