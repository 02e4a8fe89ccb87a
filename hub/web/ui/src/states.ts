// States in words, and what can be said of several at once.
import type { Kind } from "./generated";
import { isSteady, type Place, type Room } from "./rooms";
import { minute, things, type Facts, type Live, type Thing } from "./store";
import { isKnown, measure, since, t } from "./words";

const DOORS = new Set(["door", "window", "opening", "garage_door"]);
const MOTION = new Set(["motion", "occupancy", "presence", "moving"]);
const MOMENTS = new Set<Kind>(["button", "scene", "notify", "event", "device_automation", "tag"]);
const SENSES: Record<string, string> = {
  moisture: "ui.moisture", smoke: "ui.smoke", gas: "ui.smoke", battery: "ui.battery",
};

/** Whether a light, plug, fan or player is on. */
export function isOn({ state }: Live): boolean {
  return state.on ?? ["on", "playing", "paused", "idle"].includes(state.phase ?? "");
}

/** Whether the device has told anything at all. */
export const isTold = ({ state }: Live): boolean =>
  Object.values(state).some((value) => value !== null && value !== undefined);

/** Whether a device is within reach and speaks as often as it does. */
export const isHeard = ({ available, silent }: Live): boolean => available && silent === null;

/** Join what there is with a middle dot. */
export const dotted = (...parts: (string | false | null | undefined)[]): string =>
  parts.filter(Boolean).join(" · ");

/** Return the state of a thing as people say it. */
export function stateWords(thing: Thing, power?: Thing): string {
  const live = thing.live.value;
  const entity = thing.entity.value;
  if (!isHeard(live)) return silentSince(live);
  if (!isTold(live)) return t(MOMENTS.has(entity.kind) ? "ui.state.unused" : "ui.state.untold");
  const { state } = live;
  switch (entity.kind) {
    case "light":
    case "fan":
      return isOn(live) ? dotted(t("ui.state.on"), level(state), warmth(state)) : t("ui.state.off");
    case "switch":
      return isOn(live) ? dotted(t("ui.state.on"), power && watts(power)) : t("ui.state.off");
    case "media_player":
      return dotted(named("ui.play", state.phase ?? "off"), state.title);
    case "binary_sensor":
      return t(`${senseOf(entity.device_class)}.${state.on ? "on" : "off"}`);
    case "sensor":
      return sensorWords(state, entity.unit, entity.device_class);
    default:
      return rarer[entity.kind]?.(thing) ?? "";
  }
}

/** How things of other kinds say their state; loaded with their tiles. */
export const rarer: Partial<Record<Kind, (thing: Thing) => string>> = {};

export const level = ({ level }: Facts) => level !== null && level !== undefined && t("ui.level", { level });

function warmth({ kelvin, level }: Facts): string | false {
  if (!kelvin || level !== null) return false;
  return t(kelvin < 3300 ? "ui.light.warm" : kelvin > 4600 ? "ui.light.cold" : "ui.light.neutral");
}

function senseOf(kind: string): string {
  if (DOORS.has(kind)) return "ui.door";
  return MOTION.has(kind) ? "ui.motion" : (SENSES[kind] ?? "ui.state");
}

function sensorWords({ value }: Facts, unit: string, kind: string): string {
  if (typeof value === "number") return measure(value, unit);
  if (kind === "enum" || value === undefined || value === null) return value ?? t("ui.state.untold");
  return unit ? `${value} ${unit}` : value;
}

/** Return a word of a family, or the device's own word where we have none for it. */
export function named(family: string, word: string): string {
  return isKnown(`${family}.${word}`) ? t(`${family}.${word}`) : word.replaceAll("_", " ");
}

/** Say since when a device is not heard. */
export function silentSince({ updated, silent }: Live): string {
  const heard = silent ?? updated;
  if (heard === null) return t("ui.state.silent");
  return t("ui.state.silent_since", { time: since(heard, minute.value) });
}

/** Return the watts a power sensor tells now, `null` where it tells none. */
export function wattsOf(power: Thing): number | null {
  const { value } = power.live.value.state;
  if (typeof value !== "number" || !power.live.value.available) return null;
  return power.entity.value.unit === "kW" ? 1000 * value : value;
}

export function watts(power: Thing): string | false {
  const value = wattsOf(power);
  return value !== null && t("ui.watts", { value });
}

/** Return all watts told in the house, one meter a device. */
export function housePower(): number {
  const meters = new Map<string, number>();
  for (const thing of things.value.values()) {
    const { device_class, device, id } = thing.entity.value;
    if (device_class === "power") meters.set(device || id, wattsOf(thing) ?? 0);
  }
  return [...meters.values()].reduce((sum, value) => sum + value, 0);
}

/** Whether "all off" means this one. */
export function canGoOff({ thing, appliance }: Place): boolean {
  if (!thing || isSteady(appliance) || !thing.live.value.available) return false;
  return ["light", "switch", "fan", "media_player"].includes(thing.entity.value.kind);
}

/** Return the things of a room that "all off" would turn off now. */
export const onIn = (room: Room): Thing[] =>
  room.places.filter((place) => canGoOff(place) && isOn(place.thing!.live.value)).map((p) => p.thing!);

/** Sum a room up: its warmth, what is on, whether it is locked. */
export function roomWords(room: Room): string {
  const temperatures: number[] = [];
  const locks: string[] = [];
  for (const { thing, appliance } of room.places) {
    if (!thing || appliance) continue;
    const { kind, device_class } = thing.entity.value;
    const { state, available } = thing.live.value;
    const value = kind === "climate" ? state.current : device_class === "temperature" ? state.value : null;
    if (available && typeof value === "number") temperatures.push(value);
    if (kind === "lock" && available && state.phase) locks.push(named("ui.lock", state.phase));
  }
  const mean = temperatures.reduce((sum, value) => sum + value, 0) / temperatures.length;
  const on = onIn(room).length;
  return dotted(
    temperatures.length > 0 && t("ui.celsius", { value: mean }),
    on > 0 && t("ui.room.on", { n: on }),
    locks.length === 1 && locks[0]!.toLowerCase(),
  );
}
