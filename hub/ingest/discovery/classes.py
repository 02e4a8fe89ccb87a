"""Home Assistant's device classes by component, as its developer documentation lists them."""

from hub.core.kinds import Kind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLASSES: dict[Kind, frozenset[str]] = {
    Kind.BINARY_SENSOR: _words("""
        battery battery_charging carbon_monoxide cold connectivity door garage_door gas
        heat light lock moisture motion moving occupancy opening plug power presence
        problem running safety smoke sound tamper update vibration window
    """),
    Kind.BUTTON: _words("""
        identify restart update
    """),
    Kind.COVER: _words("""
        awning blind curtain damper door garage gate shade shutter window
    """),
    Kind.EVENT: _words("""
        button doorbell motion
    """),
    Kind.HUMIDIFIER: _words("""
        dehumidifier humidifier
    """),
    Kind.NUMBER: _words("""
        apparent_power aqi area atmospheric_pressure battery blood_glucose_concentration
        carbon_dioxide carbon_monoxide conductivity current data_rate data_size distance
        duration energy energy_distance energy_storage frequency gas humidity
        illuminance irradiance moisture monetary nitrogen_dioxide nitrogen_monoxide
        nitrous_oxide ozone ph pm1 pm10 pm25 power power_factor precipitation
        precipitation_intensity pressure reactive_power signal_strength sound_pressure
        speed sulphur_dioxide temperature temperature_delta volatile_organic_compounds
        volatile_organic_compounds_parts voltage volume volume_flow_rate volume_storage
        water weight wind_direction wind_speed
    """),
    Kind.SENSOR: _words("""
        apparent_power aqi area atmospheric_pressure battery blood_glucose_concentration
        carbon_dioxide carbon_monoxide conductivity current data_rate data_size date
        distance duration energy energy_distance energy_storage enum frequency gas
        humidity illuminance irradiance moisture monetary nitrogen_dioxide
        nitrogen_monoxide nitrous_oxide ozone ph pm1 pm10 pm25 power power_factor
        precipitation precipitation_intensity pressure reactive_power signal_strength
        sound_pressure speed sulphur_dioxide temperature temperature_delta timestamp
        volatile_organic_compounds volatile_organic_compounds_parts voltage volume
        volume_flow_rate volume_storage water weight wind_direction wind_speed
    """),
    Kind.SWITCH: _words("""
        outlet switch
    """),
    Kind.UPDATE: _words("""
        firmware
    """),
    Kind.VALVE: _words("""
        gas water
    """),
}
