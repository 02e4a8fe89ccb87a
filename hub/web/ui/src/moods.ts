// States of the rarer kinds, as people say them.
import { dotted, isOn, level, named, rarer } from "./states";
import { minute, type Facts, type Thing } from "./store";
import { measure, t, when } from "./words";

/** Return a device's own word, said our way where we know it. */
export function worded(word: string | null | undefined): string {
  const said = named("ui.word", word ?? "");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

const facts = (thing: Thing): Facts => thing.live.value.state;

const partly = (state: Facts) =>
  state.level !== null && state.level !== undefined && state.level > 0 && state.level < 100 && level(state);

function climateWords(state: Facts): string {
  const { action, mode, current, fan_mode, low, high } = state;
  const doing = action && action !== "off" ? named("ui.climate", action) : named("ui.mode", mode ?? "off");
  const indoors = current !== null && current !== undefined && t("ui.climate.now", { current });
  const two = typeof low === "number" && typeof high === "number" && mode !== "off";
  return dotted(doing, two && t("ui.climate.between", { low, high }), indoors, fan_mode && fan_mode !== "auto" && mode !== "off" && named("ui.fan", fan_mode));
}

/** Say when something was, after what it was. */
function moment({ at, type, said }: Facts): string {
  const what = type ?? said;
  return dotted(what && worded(what), at !== null && at !== undefined && when(at, minute.value));
}

function moves(thing: Thing): string {
  const state = facts(thing);
  return dotted(named("ui.cover", state.phase ?? "stopped"), partly(state));
}

const numbered = (thing: Thing): string => {
  const { value } = facts(thing);
  return typeof value === "number" ? measure(value, thing.entity.value.unit) : t("ui.state.untold");
};

function humid(thing: Thing): string {
  const { target, current, mode } = facts(thing);
  if (!isOn(thing.live.value)) return t("ui.state.off");
  const aim = target !== null && target !== undefined && t("ui.level", { level: target });
  const now = current !== null && current !== undefined && t("ui.humidity.now", { current });
  return dotted(t("ui.state.on"), aim, now, mode && worded(mode));
}

const heater = ({ mode, current }: Facts): string =>
  dotted(mode && worded(mode), current !== null && current !== undefined && t("ui.water.now", { current }));

function updated({ installed, latest, in_progress, progress }: Facts): string {
  if (in_progress) {
    const done = progress !== null && progress !== undefined && t("ui.level", { level: progress });
    return dotted(t("ui.update.installing"), done);
  }
  if (!latest || latest === installed) return dotted(t("ui.update.current"), installed);
  return `${installed ?? "?"} \u2192 ${latest}`;
}

const cleans = ({ phase, battery }: Facts): string =>
  dotted(worded(phase), battery !== null && battery !== undefined && t("ui.battery.level", { battery }));

Object.assign(rarer, {
  lock: (thing) => named("ui.lock", facts(thing).phase ?? "unlocked"),
  cover: moves,
  valve: moves,
  climate: (thing) => climateWords(facts(thing)),
  water_heater: (thing) => heater(facts(thing)),
  humidifier: humid,
  siren: (thing) => t(isOn(thing.live.value) ? "ui.state.on" : "ui.state.off"),
  vacuum: (thing) => cleans(facts(thing)),
  lawn_mower: (thing) => worded(facts(thing).phase),
  alarm_control_panel: (thing) => named("ui.alarm", facts(thing).phase ?? ""),
  select: (thing) => worded(facts(thing).option),
  number: numbered,
  text: (thing) => (thing.entity.value.choices.mode?.[0] === "password" ? "\u2022\u2022\u2022\u2022" : (facts(thing).text ?? "")),
  update: (thing) => updated(facts(thing)),
  event: (thing) => moment(facts(thing)),
  device_automation: (thing) => moment(facts(thing)),
  tag: (thing) => moment(facts(thing)),
  button: (thing) => moment({ at: facts(thing).at }),
  scene: (thing) => moment({ at: facts(thing).at }),
  notify: (thing) => moment(facts(thing)),
  camera: (thing) => moment({ at: facts(thing).at }),
  image: (thing) => moment({ at: facts(thing).at }),
  device_tracker: (thing) => named("ui.place", facts(thing).place ?? ""),
} satisfies typeof rarer);
