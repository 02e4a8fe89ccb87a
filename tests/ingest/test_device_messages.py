"""One message announces a whole device: what its parts share, lose and get back."""

import pytest

pytestmark = pytest.mark.usefixtures("announced")

POWER = {
    "p": "sensor",
    "uniq_id": "w1",
    "dev_cla": "power",
    "unit_of_meas": "kW",
    "val_tpl": "{{ value_json.power }}",
}
DOOR = {
    "p": "binary_sensor",
    "uniq_id": "d1",
    "dev_cla": "door",
    "pl_on": "true",
    "pl_off": "false",
    "val_tpl": "{{ value_json.door | lower }}",
}
LIGHT = {
    "~": "fridge/light",
    "p": "switch",
    "uniq_id": "l1",
    "name": "Light",
    "stat_t": "~",
    "cmd_t": "~/set",
}


def fridge(**parts):
    return {
        "dev": {"ids": "fridge1", "name": "Fridge"},
        "o": {"name": "acme", "sw": "1.0", "url": "https://acme.example"},
        "stat_t": "fridge/state",
        "avty_t": "fridge/lwt",
        "cmps": parts,
    }


def named(registry):
    return {held.entity.name: held for held in registry.held.values()}


def reasons(announced):
    return {each.key: each.reason for each in announced.refusals.take_news()}


async def test_one_message_announces_a_whole_device(wire, registry):
    wire.announce("device", fridge(w=POWER, d=DOOR))
    wire.come("fridge/lwt", "online")
    wire.come("fridge/state", {"power": 0.085, "door": True})
    told = named(registry)
    assert (told["Power"].entity.unit, told["Power"].state.value) == ("W", 85)
    assert told["Door"].state.on is True
    assert {held.entity.device for held in registry.held.values()} == {"fridge1"}
    assert all(held.available for held in registry.held.values())


async def test_a_part_may_know_better_than_its_device(wire, registry):
    own = {"stat_t": "door/state", "avty_t": "door/lwt", "val_tpl": "{{ value }}"}
    wire.announce("device", fridge(w=POWER, d={**DOOR, **own}))
    wire.come("fridge/lwt", "online")
    wire.come("door/state", "true")
    told = named(registry)
    assert (told["Door"].state.on, told["Door"].available) == (True, False)
    assert told["Power"].available is True


async def test_a_base_topic_belongs_to_one_part(wire, registry, announced):
    wire.announce("device", fridge(lamp=LIGHT, w=POWER))
    wire.come("fridge/lwt", "online")
    wire.come("fridge/light", "ON")
    assert named(registry)["Light"].state.on is True
    assert reasons(announced) == {}
    wire.announce("device", {**fridge(d=DOOR), "~": "fridge"})
    assert "~" in reasons(announced)[""], "a device's message as a whole has none"


async def test_a_device_may_drop_one_of_its_parts(wire, registry):
    wire.announce("device", fridge(w=POWER, d=DOOR))
    wire.announce("device", fridge(w=POWER, d={"p": "binary_sensor"}))
    assert list(named(registry)) == ["Power"]
    wire.announce("device", fridge(w=POWER, d=DOOR))
    assert list(named(registry)) == ["Power", "Door"]


async def test_a_part_that_is_left_out_stays(wire, registry):
    wire.announce("device", fridge(w=POWER, d=DOOR))
    wire.announce("device", fridge(w={**POWER, "name": "Load"}))
    assert list(named(registry)) == ["Load", "Door"]
    wire.come("fridge/state", {"power": 0.085, "door": False})
    assert named(registry)["Door"].state.on is False


async def test_an_empty_message_withdraws_the_whole_device(wire, registry):
    wire.announce("device", fridge(w=POWER))
    wire.announce("device", fridge(d=DOOR))
    wire.announce("device", fridge(d=DOOR), key="another")
    wire.announce("device", "")
    assert not registry.held, "also those that its last message left out"


async def test_a_bad_part_costs_only_itself(wire, registry, announced):
    bad = {"p": "number", "uniq_id": "x1", "cmd_t": "fridge/set", "min": 9, "max": 1}
    wire.announce("device", fridge(w=POWER, x=bad, d=DOOR))
    assert list(named(registry)) == ["Power", "Door"]
    refused = reasons(announced)
    assert list(refused) == ["x"]
    assert "max" in refused["x"]
    wire.announce("device", fridge(w=POWER, x={**bad, "max": 10}, d=DOOR))
    assert reasons(announced) == {}
    assert len(registry.held) == 3
    assert announced.refusals.held == {}, "what works now is complained of no more"


async def test_a_part_made_worse_stays_as_it_was(wire, registry, announced):
    wire.announce("device", fridge(w=POWER))
    wire.announce("device", fridge(w={**POWER, "exp_aft": "soon"}))
    assert "expire_after" in reasons(announced)["w"]
    wire.come("fridge/lwt", "online")
    wire.come("fridge/state", {"power": 1})
    assert named(registry)["Power"].state.value == 1000


async def test_parts_of_several_kinds_keep_their_names_apart(wire, registry):
    trigger = {"p": "device_automation", "atype": "trigger", "t": "fridge/key"}
    wire.announce(
        "device",
        fridge(
            a={**trigger, "type": "button_short_press", "stype": "button_1"},
            b={**trigger, "type": "button_long_press", "stype": "button_1"},
            w=POWER,
        ),
    )
    assert len(registry.held) == 3
    wire.announce("device", fridge(a={"p": "device_automation"}))
    assert sorted(named(registry)) == ["Power", "button_long_press button_1"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"dev": None}, "device"),
        ({"dev": {}}, "identifiers"),
        ({"o": {}}, "name"),
        ({"o": {"name": "acme", "url": "no address"}}, "support_url"),
        ({"cmps": []}, "components"),
        ({"cmps": {"w": "sensor"}}, "w must be an object"),
        ({"cmps": {"w": {"uniq_id": "w1"}}}, "platform is missing"),
        ({"cmps": {"w": {"p": "toaster", "uniq_id": "w1"}}}, "toaster"),
        ({"cmps": {"w": {"p": "sensor", "dev_cla": "power"}}}, "unique_id is missing"),
    ],
)
async def test_a_device_message_that_makes_no_sense_changes_nothing(
    wire, registry, announced, change, problem
):
    wire.announce("device", fridge(w=POWER))
    wire.announce("device", {**fridge(w=POWER), **change})
    (refused,) = announced.refusals.take_news()
    assert refused.topic == "homeassistant/device/thing/config"
    assert problem in refused.reason
    assert list(named(registry)) == ["Power"]


@pytest.mark.parametrize("missing", ["dev", "o", "cmps"])
async def test_a_device_message_says_whose_parts_they_are_and_who_says_so(
    wire, registry, announced, missing
):
    message = {key: value for key, value in fridge(w=POWER).items() if key != missing}
    wire.announce("device", message)
    assert not registry.held
    (refused,) = announced.refusals.take_news()
    assert "is missing" in refused.reason
