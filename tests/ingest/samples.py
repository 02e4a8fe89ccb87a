"""Announcements as devices make them, one a kind."""

SWITCH = {
    "~": "plug/1",
    "name": None,
    "stat_t": "~/state",
    "cmd_t": "~/set",
    "uniq_id": "plug1",
    "dev": {"ids": ["plug1"], "name": "Kitchen plug", "mf": "ACME", "sa": "Kitchen"},
}
BASIC_LIGHT = {
    "name": "Lamp",
    "stat_t": "lamp/state",
    "cmd_t": "lamp/set",
    "bri_stat_t": "lamp/bri",
    "bri_cmd_t": "lamp/bri/set",
    "clr_temp_stat_t": "lamp/ct",
    "clr_temp_cmd_t": "lamp/ct/set",
}
JSON_LIGHT = {
    "name": "Lamp",
    "schema": "json",
    "stat_t": "zigbee2mqtt/lamp",
    "cmd_t": "zigbee2mqtt/lamp/set",
    "brightness": True,
    "bri_scl": 254,
    "sup_clrm": ["color_temp", "xy"],
}
CLIMATE = {
    "name": "Air conditioner",
    "mode_stat_t": "ac",
    "mode_stat_tpl": "{{ value_json.mode }}",
    "mode_cmd_t": "ac/mode/set",
    "modes": ["off", "heat", "cool"],
    "temp_stat_t": "ac",
    "temp_stat_tpl": '{{ value_json["target"] }}',
    "temp_cmd_t": "ac/target/set",
    "curr_temp_t": "ac",
    "curr_temp_tpl": "{{ value_json.current }}",
}
LOCK = {"name": "Front door", "stat_t": "door", "cmd_t": "door/set"}
COVER = {
    "name": "Blind",
    "stat_t": "blind",
    "val_tpl": "{{ value_json.state }}",
    "cmd_t": "blind/set",
    "pos_t": "blind",
    "pos_tpl": "{{ value_json.position }}",
    "set_pos_t": "blind/set",
    "set_pos_tpl": '{ "position": {{ position }} }',
}
FAN = {
    "name": "Fan",
    "stat_t": "fan/on",
    "cmd_t": "fan/on/set",
    "pct_stat_t": "fan/speed",
    "pct_cmd_t": "fan/speed/set",
    "spd_rng_max": 4,
    "pr_mode_cmd_t": "fan/preset/set",
    "pr_modes": ["sleep", "auto"],
}
PLAYER = {
    "name": "TV",
    "state_state_topic": "tv/state",
    "state_volume_topic": "tv/volume",
    "state_title_topic": "tv/title",
    "command_volume_topic": "tv/volume/set",
    "command_play_topic": "tv/play",
    "command_play_payload": "Play",
    "command_pause_topic": "tv/pause",
}
