"""What the furnished house's rarer devices make of a service, as real ones do."""

from dataclasses import fields

_PHASES = {
    "start": "cleaning", "start_mowing": "mowing", "pause": "paused", "stop": "idle",
    "return_to_base": "docked", "dock": "docked", "alarm_disarm": "disarmed",
    "alarm_arm_away": "armed_away", "alarm_arm_home": "armed_home",
    "alarm_arm_night": "armed_night", "lock": "locked", "unlock": "unlocked", "open": "open",
}  # fmt: skip
_NAMES = {
    "percentage": "level", "preset_mode": "preset", "tilt_position": "tilt", "hvac_mode": "mode",
    "target_temp_low": "low", "target_temp_high": "high", "temperature": "target",
    "operation_mode": "mode",
}  # fmt: skip


def obeyed(call, state):
    """Return the fields of a state that a service changes."""
    known = {field.name for field in fields(state)}
    if call.service in _PHASES and "phase" in known:
        return {"phase": _PHASES[call.service]}
    if call.service == "install":
        return {"in_progress": True, "progress": 30.0}
    made = _said(call.data, known)
    if call.service in {"turn_on", "turn_off"} and "on" in known:
        made["on"] = call.service == "turn_on"
    return made


def _said(data, known):
    made = {}
    for key, value in data.items():
        if key == "hs_color":
            made |= {"hue": value[0], "saturation": value[1]}
        elif key == "value" and "text" in known:
            made["text"] = value
        elif key == "humidity" and "humidity" not in known:
            made["target"] = value
        elif (name := _NAMES.get(key, key)) in known:
            made[name] = value
    return made
