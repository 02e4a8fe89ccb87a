"""What a client sees through its WebSocket."""

import asyncio

import aiohttp
import pytest

from hub.core.commands import ListFaults, ListNotifications, MarkSeen
from hub.core.entities import Entity
from hub.core.errors import StoreError
from hub.core.events import BrokerChanged, DemoAsked
from hub.core.kinds import Kind
from hub.core.states import LightState, SensorState

pytestmark = pytest.mark.real_time


async def next_of(socket, kind):
    while (frame := await socket.receive_json(timeout=5))["type"] != kind:
        pass
    return frame


async def test_the_first_frame_is_the_house(owner):
    async with owner.ws_connect("/v1/ws") as socket:
        frame = await socket.receive_json()
    assert frame["type"] == "home"
    assert len(frame["home"]["entities"]) == 5


async def test_a_burst_of_readings_arrives_as_one_frame_with_the_last_of_each(socket, registry):
    for watts in range(100):
        registry.report("sensor.power", SensorState(value=watts))
    registry.report("light.ceiling", LightState(on=True, level=40))
    frame = await next_of(socket, "states")
    changes = {change["id"]: change for change in frame["changes"]}
    assert changes["sensor.power"]["state"] == {"value": 99}
    light = changes["light.ceiling"]["state"]
    assert (light["on"], light["level"], light["kelvin"]) == (True, 40, None)
    assert changes["light.ceiling"]["available"] is True
    assert frame["now"] >= changes["light.ceiling"]["at"] > 0


async def test_a_reading_that_changes_nothing_is_not_sent(socket, registry):
    registry.report("sensor.power", SensorState(value=80.0))
    registry.report("sensor.power", SensorState(value=81.0))
    assert len((await next_of(socket, "states"))["changes"]) == 1
    registry.report("sensor.power", SensorState(value=81.0))
    registry.report("light.ceiling", LightState(on=True))
    assert [c["id"] for c in (await next_of(socket, "states"))["changes"]] == ["light.ceiling"]


async def test_a_device_out_of_reach_is_shown(socket, registry):
    registry.set_available("sensor.power", False)
    change = (await next_of(socket, "states"))["changes"][0]
    assert (change["id"], change["available"]) == ("sensor.power", False)
    assert change["state"] == {"value": 80.0}


async def test_events_arrive_with_name_and_cause(socket, bus, registry):
    bus.publish(BrokerChanged(at=1, connected=True, address="127.0.0.1:1883"))
    frame = await next_of(socket, "event")
    assert frame["name"] == "BrokerChanged"
    assert frame["event"]["connected"] is True
    registry.describe(Entity(id="light.new", source="t/new", kind=Kind.LIGHT, name="New"))
    frame = await next_of(socket, "event")
    assert frame["name"] == "HouseholdChanged"
    assert frame["event"]["entities"][0]["id"] == "light.new"
    assert frame["event"]["cause"]["who"] == "device"
    registry.remove("t/new")
    assert (await next_of(socket, "event"))["name"] == "EntityRemoved"


async def test_a_command_is_answered_under_its_number(socket, registry):
    asked = {"entity": "light.ceiling", "on": True}
    await socket.send_json({"id": 7, "do": "Turn", "with": asked})
    frame = await next_of(socket, "answer")
    assert frame["id"] == 7
    assert frame["answer"]["result"] == "confirmed"
    assert registry.find("light.ceiling").state.on is True


@pytest.mark.parametrize(
    ("frame", "number", "code"),
    [
        (
            '{"id": 1, "do": "Turn", "with": {"entity": "light.ghost", "on": true}}',
            1,
            "UnknownEntity",
        ),
        ('{"id": 2, "do": "Explode", "with": {}}', 2, "UnknownCommand"),
        ('{"id": 3, "do": "Turn", "with": {"entity": "light.ceiling"}}', 3, "BadPayload"),
        ('{"id": 4, "do": "Turn", "with": 5}', 4, "BadPayload"),
        ('{"id": 5}', 5, "BadPayload"),
        ('{"id": true, "do": "ListFaults"}', 0, "BadPayload"),
        ('{"do": "Turn"}', 0, "BadPayload"),
        ("{nonsense", 0, "BadPayload"),
        ("[]", 0, "BadPayload"),
        ('{"id": 6, "do": "AskDemo", "with": {"action": "speak"}}', 6, "UnknownCommand"),
    ],
)
async def test_a_request_that_cannot_be_done_fails_alone(socket, frame, number, code):
    await socket.send_str(frame)
    answer = await next_of(socket, "error")
    assert (answer["id"], answer["error"]["code"]) == (number, code)
    await socket.send_json(
        {"id": 99, "do": "Turn", "with": {"entity": "light.ceiling", "on": True}}
    )
    assert (await next_of(socket, "answer"))["id"] == 99


async def test_a_slow_command_holds_up_no_other(socket):
    await socket.send_json({"id": 1, "do": "Turn", "with": {"entity": "light.slow", "on": True}})
    await socket.send_json({"id": 2, "do": "Turn", "with": {"entity": "light.ceiling", "on": True}})
    assert [(await next_of(socket, "answer"))["id"] for _ in range(2)] == [2, 1]


async def test_at_most_sixteen_requests_of_a_socket_run_side_by_side(socket, commands):
    running, most, go = 0, 0, asyncio.Event()

    async def mark(_):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await go.wait()
        running -= 1

    commands.handle(MarkSeen, mark)
    for number in range(30):
        await socket.send_json({"id": number, "do": "MarkSeen", "with": {"notification": "n"}})
    while running < 16:
        await asyncio.sleep(0)
    await asyncio.sleep(0.05)
    go.set()
    answered = {(await next_of(socket, "answer"))["id"] for _ in range(30)}
    assert answered == set(range(30))
    assert most == 16


async def test_a_request_too_large_closes_with_1009(socket):
    await socket.send_str("x" * (64 * 1024 + 1))
    await socket.receive(timeout=5)
    assert socket.close_code == 1009


async def test_a_flood_of_requests_closes_with_1008(socket):
    for number in range(300):
        await socket.send_json({"id": number, "do": "ListFaults", "with": {}})
    while (await socket.receive(timeout=5)).type is aiohttp.WSMsgType.TEXT:
        pass
    assert socket.close_code == 1008


async def test_binary_frames_are_not_spoken_here(socket):
    await socket.send_bytes(b"{}")
    await socket.receive(timeout=5)
    assert socket.close_code == 1003


async def test_a_command_is_finished_though_its_sender_has_left(owner, lamps, registry):
    async with owner.ws_connect("/v1/ws") as socket:
        await socket.send_json(
            {"id": 1, "do": "Turn", "with": {"entity": "light.slow", "on": True}}
        )
    async with asyncio.timeout(5):
        while not lamps.causes:
            await asyncio.sleep(0.01)
    assert registry.find("light.slow").state.on is True
    assert [cause.who for cause in lamps.causes] == ["person"]


async def test_without_a_readable_store_the_socket_closes_and_the_next_one_works(owner, commands):
    async def fail(_):
        raise StoreError("the disk is full")

    async def empty(_):
        return []

    commands.handle(ListNotifications, fail)
    async with owner.ws_connect("/v1/ws") as socket:
        await socket.receive(timeout=5)
        assert socket.close_code == 1011
    commands.handle(ListNotifications, empty)
    async with owner.ws_connect("/v1/ws") as socket:
        assert (await socket.receive_json())["type"] == "home"


async def test_what_happens_while_the_snapshot_is_drawn_is_not_lost(owner, commands, registry):
    asked, go = asyncio.Event(), asyncio.Event()

    async def wait(_):
        asked.set()
        await go.wait()
        return []

    commands.handle(ListFaults, wait)
    async with owner.ws_connect("/v1/ws") as socket:
        await asked.wait()
        registry.report("light.ceiling", LightState(on=True))
        await asyncio.sleep(0.05)
        go.set()
        assert (await socket.receive_json())["type"] == "home"
        assert (await next_of(socket, "states"))["changes"][0]["id"] == "light.ceiling"


async def test_the_demos_buttons_work_in_the_demo(serve, token, bus):
    pressed = bus.open(DemoAsked)
    web = await serve(demo=True)
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession(web.url, headers=headers) as session,
        session.ws_connect("/v1/ws") as socket,
    ):
        assert (await socket.receive_json())["home"]["demo"] is True
        await socket.send_json({"id": 1, "do": "AskDemo", "with": {"action": "lying_lamp"}})
        assert (await next_of(socket, "answer"))["answer"] is None
    assert [event.action for event in pressed.drain()] == ["lying_lamp"]


async def test_clients_are_seen_off_when_the_hub_goes_down(build, token):
    web = build()
    headers = {"Authorization": f"Bearer {token}"}
    async with asyncio.timeout(5), asyncio.TaskGroup() as hub:
        running = hub.create_task(web.run())
        await web.listening.wait()
        async with (
            aiohttp.ClientSession(web.url, headers=headers) as session,
            session.ws_connect("/v1/ws") as socket,
        ):
            await socket.receive_json()
            running.cancel()
            await socket.receive()
            assert socket.close_code == 1001
