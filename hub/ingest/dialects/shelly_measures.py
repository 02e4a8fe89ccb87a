"""What a Shelly measures: the values in a component's status, with their meanings."""

from collections.abc import Iterator

from hub.ingest.dialects.expose import Config, only
from hub.ingest.dialects.shelly_device import ShellyDevice, kind_of
from hub.ingest.dialects.shelly_things import ShellySensor
from hub.ingest.dialects.told import value_at

# where it stands, the end of the id, name, device class, unit; a dot stands for none
_TABLE = """
    apower                power        Power            power            W
    act_power             power        Power            power            W
    aprt_power            aprt_power   Apparent_power   apparent_power   VA
    voltage               voltage      Voltage          voltage          V
    current               current      Current          current          A
    pf                    pf           Power_factor     power_factor     .
    freq                  freq         Frequency        frequency        Hz
    aenergy.total         energy       Energy           energy           Wh
    ret_aenergy.total     ret_energy   Returned_energy  energy           Wh
    total_act             total_act    Total_energy     energy           Wh
    total_act_energy      energy       Energy           energy           Wh
    total_act_ret_energy  ret_energy   Returned_energy  energy           Wh
    temperature.tC        temperature  Temperature      temperature      °C
    tC                    temperature  Temperature      temperature      °C
    rh                    humidity     Humidity         humidity         %
    lux                   illuminance  Illuminance      illuminance      lx
    battery.percent       battery      Battery          battery          %
    percent               percent      Level            .                %
    rssi                  rssi         Signal_strength  signal_strength  dBm
"""
_PHASED = {
    "act_power": ("power", "power", "W"),
    "aprt_power": ("apparent power", "apparent_power", "VA"),
    "voltage": ("voltage", "voltage", "V"),
    "current": ("current", "current", "A"),
    "pf": ("power factor", "power_factor", None),
    "freq": ("frequency", "frequency", "Hz"),
    "total_act_energy": ("energy", "energy", "Wh"),
    "total_act_ret_energy": ("returned energy", "energy", "Wh"),
}


def _rows() -> Iterator[tuple[list[str], str, str, str | None, str | None]]:
    for line in _TABLE.strip().splitlines():
        path, end, name, *rest = line.split()
        device_class, unit = (None if word == "." else word for word in rest)
        yield path.split("."), end, name.replace("_", " "), device_class, unit
    for phase in "abc":
        for told, (name, device_class, unit) in _PHASED.items():
            end = f"{phase}_{told}"
            yield [end], end, f"Phase {phase.upper()} {name}", device_class, unit
    for told in ("act_power", "aprt_power", "current"):
        name, device_class, unit = _PHASED[told]
        yield [f"total_{told}"], f"total_{told}", f"Total {name}", device_class, unit


_MEASURES = tuple(_rows())


def measurements(device: ShellyDevice, component: str) -> Iterator[tuple[str, Config]]:
    """Yield the end of the id and the announcement of every value a component tells."""
    status = device.told(component)
    for path, end, name, device_class, unit in _MEASURES:
        if isinstance(value_at(status, path), int | float):
            label = device.label(component, kind_of(component).capitalize())
            own = end == "temperature" and len(path) > 1  # how warm the device itself is
            yield (
                f"{component}-{end}",
                {
                    "component": ShellySensor,
                    "name": f"{label} {name[0].lower()}{name[1:]}" if label else name,
                    "state_topic": device.topics(component),
                    "paths": {"value_template": told_at(component, path)},
                    "state_class": "total_increasing"
                    if device_class == "energy"
                    else "measurement",
                    **only(
                        device_class=device_class,
                        unit_of_measurement=unit,
                        entity_category="diagnostic" if own or end in {"battery", "rssi"} else None,
                        enabled_by_default=False if end == "rssi" else None,
                    ),
                },
            )


def told_at(component: str, path: list[str]) -> list[list[str]]:
    """Return where a value stands: in a change, in an answer, in the component's own topic."""
    return [["params", component, *path], ["result", component, *path], path]
