"""What the fault monitor learned lies on the real disk."""

from hub.core.clock import Clock
from hub.core.faults import Fault
from hub.faults.today import ColdWatch
from hub.recorder.durable import Durable
from hub.recorder.store import Store


async def test_faults_and_what_was_learned_are_read_back_from_disk(tmp_path, house, leaking):
    _, fault = await leaking()
    learned = (await house.records.load(ColdWatch))["fridge"]
    async with Store(tmp_path, Clock()) as store:
        await Durable(store).keep("fridge", learned)
        await Durable(store).keep(fault.id, fault)
    async with Store(tmp_path, Clock()) as store:
        assert await Durable(store).load(ColdWatch) == {"fridge": learned}
        assert await Durable(store).load(Fault) == {fault.id: fault}
