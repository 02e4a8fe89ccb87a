"""A discovery message's keys: short forms written out, ``~`` filled in, values read by type."""

from collections.abc import Mapping

from hub.core.errors import BadPayload
from hub.ingest.cleaning import number
from hub.ingest.payload import text_of

Json = dict[str, object]


def _table(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


_SHORT = _table("""
    act_t=action_topic act_tpl=action_template avty=availability avty_mode=availability_mode
    avty_t=availability_topic avty_tpl=availability_template bri_cmd_t=brightness_command_topic
    bri_cmd_tpl=brightness_command_template bri_scl=brightness_scale
    bri_stat_t=brightness_state_topic bri_val_tpl=brightness_value_template
    clr_temp_cmd_t=color_temp_command_topic clr_temp_cmd_tpl=color_temp_command_template
    clr_temp_k=color_temp_kelvin clr_temp_stat_t=color_temp_state_topic
    clr_temp_val_tpl=color_temp_value_template cmd_t=command_topic cmd_tpl=command_template
    cmps=components curr_temp_t=current_temperature_topic curr_temp_tpl=current_temperature_template
    def_ent_id=default_entity_id dev=device dev_cla=device_class e=encoding
    en=enabled_by_default ent_cat=entity_category exp_aft=expire_after
    fan_mode_cmd_t=fan_mode_command_topic fan_mode_cmd_tpl=fan_mode_command_template
    fan_mode_stat_t=fan_mode_state_topic fan_mode_stat_tpl=fan_mode_state_template
    ic=icon max_k=max_kelvin max_mirs=max_mireds min_k=min_kelvin min_mirs=min_mireds
    mode_cmd_t=mode_command_topic mode_cmd_tpl=mode_command_template
    mode_stat_t=mode_state_topic mode_stat_tpl=mode_state_template o=origin obj_id=object_id
    on_cmd_type=on_command_type opt=optimistic ops=options p=platform
    pct_cmd_t=percentage_command_topic pct_cmd_tpl=percentage_command_template
    pct_stat_t=percentage_state_topic pct_val_tpl=percentage_value_template
    pl_avail=payload_available pl_cls=payload_close pl_lock=payload_lock
    pl_not_avail=payload_not_available pl_off=payload_off pl_on=payload_on pl_open=payload_open
    pl_stop=payload_stop pl_unlk=payload_unlock pos_clsd=position_closed pos_open=position_open
    pos_t=position_topic pos_tpl=position_template pow_cmd_t=power_command_topic
    pow_cmd_tpl=power_command_template pr_mode_cmd_t=preset_mode_command_topic
    pr_mode_cmd_tpl=preset_mode_command_template pr_mode_stat_t=preset_mode_state_topic
    pr_mode_val_tpl=preset_mode_value_template pr_modes=preset_modes ret=retain
    set_pos_t=set_position_topic set_pos_tpl=set_position_template spd_rng_max=speed_range_max
    spd_rng_min=speed_range_min stat_cla=state_class stat_clsd=state_closed
    stat_closing=state_closing stat_jam=state_jammed stat_locked=state_locked
    stat_locking=state_locking stat_off=state_off stat_on=state_on stat_open=state_open
    stat_opening=state_opening stat_stopped=state_stopped stat_t=state_topic
    stat_unlocked=state_unlocked stat_unlocking=state_unlocking stat_val_tpl=state_value_template
    sup_clrm=supported_color_modes t=topic temp_cmd_t=temperature_command_topic
    temp_cmd_tpl=temperature_command_template temp_stat_t=temperature_state_topic
    temp_stat_tpl=temperature_state_template temp_unit=temperature_unit uniq_id=unique_id
    unit_of_meas=unit_of_measurement val_tpl=value_template
""")
_SHORT_DEVICE = _table("""
    cns=connections cu=configuration_url hw=hw_version ids=identifiers mdl=model mdl_id=model_id
    mf=manufacturer sa=suggested_area sn=serial_number sw=sw_version
""")
_SHORT_ORIGIN = {"sw": "sw_version", "url": "support_url"}


def written_out(config: Json) -> Json:
    """Return a message with every short key written out and ``~`` filled in, nested parts too."""
    out = _long(config, _SHORT)
    for key, short in (("device", _SHORT_DEVICE), ("origin", _SHORT_ORIGIN)):
        part = out.get(key)
        if isinstance(part, dict):
            out[key] = _long(part, short)
    places = out.get("availability")
    if isinstance(places, dict):
        places = [places]
    if isinstance(places, list):
        out["availability"] = [_long(p, _SHORT) if isinstance(p, dict) else p for p in places]
    parts = out.get("components")
    if isinstance(parts, dict):
        out["components"] = {
            key: written_out({**_base(out), **part}) if isinstance(part, dict) else part
            for key, part in parts.items()
        }
    return _filled_in(out)


def _base(config: Json) -> Json:
    return {"~": config["~"]} if "~" in config else {}


def _long(config: Json, short: Mapping[str, str]) -> Json:
    return {short.get(key, key): value for key, value in config.items()}


def _filled_in(config: Json) -> Json:
    base = config.pop("~", None)
    if not isinstance(base, str):
        return config
    out = {key: _based(key, value, base) for key, value in config.items()}
    places = out.get("availability")
    if isinstance(places, list):
        out["availability"] = [
            {k: _based(k, v, base) for k, v in p.items()} if isinstance(p, dict) else p
            for p in places
        ]
    return out


def _based(key: str, value: object, base: str) -> object:
    if not key.endswith("topic") or not isinstance(value, str):
        return value
    if value.startswith("~"):
        return base + value[1:]
    return value[:-1] + base if value.endswith("~") else value


class Fields:
    """A message's values by key; each reader raises ``BadPayload`` naming the key it dislikes."""

    def __init__(self, values: Json, *, where: str = "") -> None:
        self._values, self._where = values, where

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def is_null(self, key: str) -> bool:
        """Whether the message says outright that there is none."""
        return key in self._values and self._values[key] is None

    def raw(self, key: str) -> object:
        """Return the value as it came, ``None`` where there is none."""
        return self._values.get(key)

    def text(self, key: str, default: str = "") -> str:
        """Return a text; numbers and truth values as devices print them."""
        value = self._values.get(key)
        if value is None:
            return default
        if isinstance(value, dict | list):
            raise self._bad(key, "a text")
        return text_of(value)

    def needed(self, key: str) -> str:
        """Return a text that must be there."""
        text = self.text(key)
        if not text:
            raise BadPayload(f"{self._where}{key} is missing")
        return text

    def number(self, key: str, default: float) -> float:
        """Return a finite number."""
        if key not in self:
            return default
        try:
            return number(self._values[key])
        except BadPayload as error:
            raise self._bad(key, "a number") from error

    def some_number(self, key: str) -> float | None:
        """Return a finite number, or ``None`` where there is none."""
        return self.number(key, 0) if key in self else None

    def flag(self, key: str) -> bool:
        """Return whether something is so; no by default."""
        value = self._values.get(key)
        if isinstance(value, str) and value.casefold() in {"true", "false"}:
            return value.casefold() == "true"
        if not isinstance(value, bool | None):
            raise self._bad(key, "true or false")
        return bool(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        value = self._values.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or any(isinstance(v, dict | list) for v in value):
            raise self._bad(key, "a list of texts")
        return tuple(text_of(v) for v in value)

    def part(self, key: str) -> "Fields":
        """Return a nested object; empty where there is none."""
        value = self._values.get(key)
        if value is None:
            return Fields({}, where=f"{self._where}{key}.")
        if not isinstance(value, dict):
            raise self._bad(key, "an object")
        return Fields(value, where=f"{self._where}{key}.")

    def _bad(self, key: str, want: str) -> BadPayload:
        got = text_of(self._values.get(key))[:40]
        return BadPayload(f"{self._where}{key} must be {want}, not {got!r}")
