"""A thing of any kind answers to its name, in English and in Chinese, typed and spoken."""

import pytest

from hub.core.commands import Listen, Say

# what is said, the intent, the thing, and what else was understood
ENGLISH = [
    ("turn on the bedroom humidifier", "TurnOn", "humidifier.bedroom_humidifier", {}),
    ("set the bedroom humidifier to 45%", "SetBrightness", "humidifier.bedroom_humidifier",
     {"level": "45"}),
    ("set the bedroom humidifier to sleep mode", "SetOption", "humidifier.bedroom_humidifier",
     {"option": "sleep"}),
    ("turn off the garden siren", "TurnOff", "siren.garden_siren", {}),
    ("turn on the boiler", "TurnOn", "water_heater.boiler", {}),
    ("set the boiler to 55 degrees", "SetTemperature", "water_heater.boiler", {"degrees": "55"}),
    ("set the boiler to high demand", "SetOption", "water_heater.boiler",
     {"option": "high demand"}),
    ("set the temperature of the thermostat to 20.5 °", "SetTemperature", "climate.thermostat",
     {"degrees": "20.5"}),
    ("set thermostat to seventy degrees fahrenheit", "SetTemperature", "climate.thermostat",
     {"degrees": "70", "scale": "fahrenheit"}),
    ("open the garden valve", "Open", "valve.garden_valve", {}),
    ("stop the garden valve", "StopMoving", "valve.garden_valve", {}),
    ("lower the bedroom blind", "Close", "cover.bedroom_blind", {}),
    ("open the bedroom blind to 30%", "SetPosition", "cover.bedroom_blind", {"level": "30"}),
    ("tilt the bedroom blind open", "OpenSlats", "cover.bedroom_blind", {}),
    ("open the garage door", "Open", "cover.garage_door", {}),
    ("start rosie", "StartRobot", "vacuum.rosie", {}),
    ("pause rosie", "PauseRobot", "vacuum.rosie", {}),
    ("stop rosie", "StopRobot", "vacuum.rosie", {}),
    ("send rosie home", "DockRobot", "vacuum.rosie", {}),
    ("where is rosie?", "FindRobot", "vacuum.rosie", {}),
    ("set rosie to quiet", "SetOption", "vacuum.rosie", {"option": "quiet"}),
    ("start the mower", "StartRobot", "lawn_mower.mower", {}),
    ("send the mower to its dock", "DockRobot", "lawn_mower.mower", {}),
    ("activate the movie night scene", "ActivateScene", "scene.movie_night", {}),
    ("press the doorbell", "PressButton", "button.doorbell", {}),
    ("set washer program to quick wash", "SetOption", "select.washer_program",
     {"option": "quick wash"}),
    ("set the egg timer to 20", "SetNumber", "number.egg_timer", {"amount": "20"}),
    ("set the tower fan to breeze", "SetOption", "fan.tower_fan", {"option": "breeze"}),
    ("set the egg timer to 0.3", "SetNumber", "number.egg_timer", {"amount": "0.3"}),
    ("make the tower fan swing", "Swing", "fan.tower_fan", {"swing": "on"}),
    ("make the party light red", "SetColour", "light.party_light", {"colour": "red"}),
    ("set the party light to warm white", "SetColour", "light.party_light",
     {"colour": "warm_white"}),
    ("set the party light to first light", "SetOption", "light.party_light",
     {"option": "first light"}),
    ("lock the front door", "Lock", "lock.front_door", {}),
    ("unlock the front door", "Unlock", "lock.front_door", {}),
    ("arm the alarm", "Arm", "alarm_control_panel.alarm", {}),
    ("arm the alarm for the night", "Arm", "alarm_control_panel.alarm", {"how": "night"}),
    ("turn off the alarm", "Disarm", "alarm_control_panel.alarm", {}),
]  # fmt: skip
CHINESE = [
    ("打开Bedroom humidifier", "TurnOn", "humidifier.bedroom_humidifier", {}),
    ("把Bedroom humidifier调到45%", "SetBrightness", "humidifier.bedroom_humidifier",
     {"level": "45"}),
    ("关掉Garden siren", "TurnOff", "siren.garden_siren", {}),
    ("把Boiler设为五十五度", "SetTemperature", "water_heater.boiler",
     {"degrees": "55", "scale": "celsius"}),
    ("Thermostat温度调到21度", "SetTemperature", "climate.thermostat",
     {"degrees": "21", "scale": "celsius"}),
    ("把Thermostat设为制热模式", "SetOption", "climate.thermostat", {"option": "heat"}),
    ("打开Garden valve", "Open", "valve.garden_valve", {}),
    ("放下Bedroom blind", "Close", "cover.bedroom_blind", {}),
    ("把Bedroom blind开到百分之三十", "SetPosition", "cover.bedroom_blind", {"level": "30"}),
    ("打开Bedroom blind的叶片", "OpenSlats", "cover.bedroom_blind", {}),
    ("让Rosie开始打扫", "StartRobot", "vacuum.rosie", {}),
    ("让Rosie回去充电", "DockRobot", "vacuum.rosie", {}),
    ("Rosie在哪里？", "FindRobot", "vacuum.rosie", {}),
    ("暂停Mower", "PauseRobot", "lawn_mower.mower", {}),
    ("启动Movie night场景", "ActivateScene", "scene.movie_night", {}),
    ("按一下Doorbell", "PressButton", "button.doorbell", {}),
    ("把Washer program设为Cotton", "SetOption", "select.washer_program", {"option": "cotton"}),
    ("把Egg timer设为20", "SetNumber", "number.egg_timer", {"amount": "20"}),
    ("让Tower fan摇头", "Swing", "fan.tower_fan", {"swing": "on"}),
    ("把Party light调成红色", "SetColour", "light.party_light", {"colour": "red"}),
    ("Party light变成暖白色", "SetColour", "light.party_light", {"colour": "warm_white"}),
    ("锁上Front door", "Lock", "lock.front_door", {}),
    ("打开Garage door", "Open", "cover.garage_door", {}),
    ("Alarm夜间布防", "Arm", "alarm_control_panel.alarm", {"how": "night"}),
    ("关闭Alarm", "Disarm", "alarm_control_panel.alarm", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "intent", "name", "slots"), ENGLISH, ids=[e[0] for e in ENGLISH])
async def test_english(voice, every_kind, commands, text, intent, name, slots):
    answer = await commands.send(Say(text=text))
    assert (answer.intent, answer.slots) == (intent, {"name": name, **slots})


@pytest.mark.parametrize(("text", "intent", "name", "slots"), CHINESE, ids=[c[0] for c in CHINESE])
async def test_chinese(voice, every_kind, commands, text, intent, name, slots):
    answer = await commands.send(Say(text=text, language="zh-CN"))
    assert (answer.intent, answer.slots) == (intent, {"name": name, **slots})


@pytest.mark.parametrize(
    "text",
    ["make the kitchen light red", "open the kitchen light", "press rosie",
     "tilt the garage door open"],
)  # fmt: skip
async def test_what_a_thing_cannot_do_is_not_tried(voice, every_kind, commands, done, text):
    answer = await commands.send(Say(text=text))
    assert (answer.reply.id, done) == ("reply.not_understood", [])


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("open the bedroom blind", "Open"),
        ("send rosie home", "DockRobot"),
        ("make the party light red", "SetColour"),
        ("set the thermostat to twenty one degrees", "SetTemperature"),
        ("set the washer program to quick wash", "SetOption"),
    ],
)
async def test_it_is_heard(voice, every_kind, commands, done, recording, text, intent):
    (answer,) = await commands.send(Listen(wav=recording("hey jarvis", text)))
    assert (answer.text, answer.intent) == (text, intent)
    assert [wish.entity for wish in done] == [answer.slots["name"]]
