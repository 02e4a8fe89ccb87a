"""A house full of the rarer kinds of things: one of each."""

from hub.core.held import Picture
from hub.core.states import (
    AlarmState,
    ClimateState,
    CoverState,
    EventState,
    FanState,
    HumidifierState,
    Kind,
    LawnMowerState,
    LightState,
    MomentState,
    NumberState,
    PictureState,
    PlaceState,
    SelectState,
    SirenState,
    TextState,
    UpdateState,
    VacuumState,
    ValveState,
    WaterHeaterState,
)
from tests.browser.house import NOW

SQUARE = (
    b"GIF89a\x02\x00\x02\x00\x80\x01\x00\x2c\x6a\x4f\xff\xff\xff,\x00\x00\x00\x00\x02\x00\x02\x00\x00"
    b"\x02\x02\x84\x51\x00;"
)


def furnish_rarely(house):
    """Put in one thing of each rarer kind; return their ids by kind."""
    return {**_lit(house, "Study"), **_warm(house, "Bath"), **_moving(house, "Garden"),
            **_set(house, "Study"), **_guarded(house, "Hall")}  # fmt: skip


def _lit(house, room):
    lamp = house.add(
        Kind.LIGHT, "Colour lamp", room, LightState(on=True, level=70, hue=32, saturation=70),
        features=("on", "level", "kelvin", "colour", "effect"), low=2000, high=6500,
        choices={"effect": ("rainbow", "fireplace", "none")},
    )  # fmt: skip
    fan = house.add(
        Kind.FAN, "Ceiling fan", room,
        FanState(on=True, level=50, preset="auto", oscillating=False, direction="forward"),
        features=("on", "level", "preset", "oscillating", "direction"), modes=("auto", "sleep"),
        choices={"preset": ("auto", "sleep"), "direction": ("forward", "reverse")},
    )  # fmt: skip
    scene = house.add(
        Kind.SCENE, "Reading", room, MomentState(), features=("press",), reports=False
    )
    return {Kind.LIGHT: lamp, Kind.FAN: fan, Kind.SCENE: scene}


def _warm(house, room):
    climate = house.add(
        Kind.CLIMATE, "Floor", room,
        ClimateState(mode="heat_cool", action="heating", low=20, high=24, current=19.5,
                     preset="eco", fan_mode="auto", swing_mode="off", humidity=45),
        features=("mode", "range", "preset", "fan_mode", "swing_mode", "humidity"),
        modes=("off", "heat", "heat_cool"), low=7, high=30, step=0.5,
        choices={"preset_mode": ("eco", "comfort"), "fan_mode": ("auto", "low", "high"),
                 "swing_mode": ("on", "off")},
    )  # fmt: skip
    moist = house.add(
        Kind.HUMIDIFIER, "Humidifier", room, HumidifierState(on=True, target=50, current=41),
        features=("on", "level", "mode"), modes=("normal", "boost"), low=30, high=80,
    )  # fmt: skip
    water = house.add(
        Kind.WATER_HEATER, "Boiler", room, WaterHeaterState(mode="eco", target=50, current=47),
        features=("mode", "target"), modes=("off", "eco", "performance"), low=40, high=70, step=1,
    )  # fmt: skip
    return {Kind.CLIMATE: climate, Kind.HUMIDIFIER: moist, Kind.WATER_HEATER: water}


def _moving(house, room):
    robot = ("start", "pause", "stop", "return_to_base", "locate", "set_fan_speed")
    return {
        Kind.COVER: house.add(
            Kind.COVER, "Awning", room, CoverState(phase="open", level=100, tilt=50),
            features=("move", "stop", "level", "tilt"),
        ),
        Kind.VALVE: house.add(
            Kind.VALVE, "Water valve", room, ValveState(phase="closed", level=0),
            features=("move", "stop"),
        ),
        Kind.VACUUM: house.add(
            Kind.VACUUM, "Robot", room, VacuumState(phase="docked", battery=80, fan_speed="medium"),
            features=robot, choices={"fan_speed": ("min", "medium", "max")},
        ),
        Kind.LAWN_MOWER: house.add(
            Kind.LAWN_MOWER, "Mower", room, LawnMowerState(phase="mowing"),
            features=("start_mowing", "pause", "dock"),
        ),
        Kind.DEVICE_TRACKER: house.add(
            Kind.DEVICE_TRACKER, "Bicycle", room, PlaceState(place="not_home")
        ),
    }  # fmt: skip


def _set(house, room):
    about = {"manufacturer": "Tomte Works", "model": "Panel 2", "sw_version": "1.4.0"}
    box = {"device": "Panel", "about": about}
    made = {
        Kind.SELECT: house.add(
            Kind.SELECT, "Scent", room, SelectState(option="quiet"), features=("option",),
            choices={"option": ("quiet", "normal", "turbo")}, **box,
        ),
        Kind.NUMBER: house.add(
            Kind.NUMBER, "Delay", room, NumberState(value=20), unit="s", low=0, high=60, step=5,
            features=("value",), **box,
        ),
        Kind.TEXT: house.add(
            Kind.TEXT, "Greeting", room, TextState(text="Hello"), features=("text",), **box
        ),
        Kind.BUTTON: house.add(
            Kind.BUTTON, "Restart", room, MomentState(), features=("press",), reports=False, **box
        ),
        Kind.NOTIFY: house.add(
            Kind.NOTIFY, "Display", room, MomentState(), reports=False, **box
        ),
        Kind.EVENT: house.add(
            Kind.EVENT, "Knob", room, EventState(type="double", at=NOW - 600), **box
        ),
        Kind.UPDATE: house.add(
            Kind.UPDATE, "Firmware", room, UpdateState(installed="1.4.0", latest="1.5.2"),
            features=("install",), category="config", **box,
        ),
    }  # fmt: skip
    house.add(Kind.SENSOR, "Signal", room, category="diagnostic", unit="dBm", **box)
    house.add(Kind.SENSOR, "Uptime", room, enabled=False, unit="s", **box)
    return made


def _guarded(house, room):
    away = ("disarm", "arm_away", "arm_home", "arm_night", "code", "disarm_code")
    alarm = house.add(
        Kind.ALARM_CONTROL_PANEL, "Alarm", room, AlarmState(phase="armed_away"), features=away,
        choices={"code_format": ("number",)},
    )  # fmt: skip
    siren = house.add(
        Kind.SIREN, "Siren", room, SirenState(on=False), features=("on",),
        choices={"tone": ("burglar", "fire")},
    )  # fmt: skip
    camera = house.add(Kind.CAMERA, "Doorstep", room, PictureState(at=NOW - 30))
    house.registry.find(camera).picture = lambda: Picture(data=SQUARE, content_type="image/gif")
    return {Kind.ALARM_CONTROL_PANEL: alarm, Kind.SIREN: siren, Kind.CAMERA: camera}
