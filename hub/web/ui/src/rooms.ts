// Which tiles stand in which room, in which order.
import { computed } from "@preact/signals";
import type { Appliance, ApplianceKind, Device, Kind } from "./generated";
import { appliances, areas, devices, things, type Thing } from "./store";
import { language } from "./words";

/** One place on the page: a thing, or a machine with the things that tell of it. */
export interface Place {
  key: string;
  label: string;
  thing?: Thing;
  appliance?: Appliance;
  power?: Thing;
}

export interface Room {
  id: string;
  name: string;
  places: Place[];
}

/** Machines that a stray finger must not switch off. */
const STEADY = new Set<ApplianceKind>([
  "fridge", "freezer", "washer", "dryer", "dishwasher", "water_heater", "heat_pump", "oven",
  "heating", "pump", "medical", "router", "hub",
]);
const ORDER: Kind[] = [
  "light", "switch", "fan", "media_player", "lock", "scene", "button", "siren", "humidifier", "select", "number",
  "text", "alarm_control_panel", "device_tracker", "event", "binary_sensor", "sensor", "cover", "valve",
  "vacuum", "lawn_mower", "climate", "water_heater", "camera", "image",
]; // wide ones last; what is not here is told on its device's page
const OWN_TILE = new Set<Kind>(["light", "climate", "cover", "fan", "lock", "media_player", "vacuum", "water_heater", "humidifier"]);

export const isSteady = (appliance?: Appliance): boolean =>
  appliance !== undefined && STEADY.has(appliance.kind);

/** Return what people call an entity. */
export const labelOf = (thing: Thing): string => thing.entity.value.alias || thing.entity.value.name;

/** Leave the room's name out of a name that begins with it: "Hall lamp" in the hall is "Lamp". */
function inRoom(label: string, room: string): string {
  if (!room || !label.toLowerCase().startsWith(`${room.toLowerCase()} `)) return label;
  const rest = label.slice(room.length + 1);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** Return the device's power sensor in watts, if it has one. */
export function powerOf(device: string): Thing | undefined {
  if (!device) return undefined;
  return [...things.value.values()].find(({ entity: { value: e } }) =>
    e.device === device && e.device_class === "power" && (e.unit === "W" || e.unit === "kW"));
}

/** Return what people call a device. */
export const deviceLabel = (device: Device): string => device.alias || device.name;

/** Return everything that one device carries. */
export const carriedBy = (device: string): Thing[] =>
  [...things.value.values()].filter(({ entity }) => device && entity.value.device === device);

function placesOf(list: Thing[], room: string): Place[] {
  const places: Place[] = [];
  const machines = new Map<string, Thing[]>();
  for (const thing of list) {
    const machine = appliances.value.get(thing.entity.value.device);
    if (machine) machines.set(machine.id, [...(machines.get(machine.id) ?? []), thing]);
    else if (isShown(thing)) places.push(placeOf(thing, room));
  }
  for (const [id, parts] of machines) places.push(...machinePlaces(appliances.value.get(id)!, parts, room));
  return places.sort((a, b) => rank(a) - rank(b) || a.label.localeCompare(b.label, language));
}

function machinePlaces(appliance: Appliance, parts: Thing[], room: string): Place[] {
  const own = parts.filter((thing) => OWN_TILE.has(thing.entity.value.kind) && isShown(thing));
  if (own.length) return own.map((thing) => ({ ...placeOf(thing, room), appliance }));
  const power = things.value.get(appliance.power);
  const thing = things.value.get(appliance.switch);
  const label = inRoom(appliance.name, room);
  return [{ key: `machine ${appliance.id}`, label, appliance, thing, power }];
}

export function placeOf(thing: Thing, room = ""): Place {
  const { kind, device } = thing.entity.value;
  const power = kind === "switch" || kind === "light" ? powerOf(device) : undefined;
  return { key: thing.id, label: inRoom(labelOf(thing), room), thing, power };
}

/** Settings and diagnoses of a device, and the meter of a plug, are told on its sheet only. */
function isShown(thing: Thing): boolean {
  const { category, kind, device, device_class, enabled } = thing.entity.value;
  if (category || !enabled || !ORDER.includes(kind)) return false;
  if (kind !== "sensor" || !["power", "energy", "current", "voltage"].includes(device_class)) return true;
  return !carriedBy(device).some(({ entity }) => ["switch", "light"].includes(entity.value.kind));
}

function rank({ thing, appliance }: Place): number {
  if (appliance && !(thing && OWN_TILE.has(thing.entity.value.kind))) return 4.5;
  return thing ? ORDER.indexOf(thing.entity.value.kind) : 9;
}

/** Every room with something in it; what has no room comes last, under an empty name. */
export const rooms = computed<Room[]>(() => {
  const byArea = new Map<string, Thing[]>();
  for (const thing of things.value.values()) {
    const { area, device } = thing.entity.value;
    const id = area || devices.value.get(device)?.area || "";
    byArea.set(id, [...(byArea.get(id) ?? []), thing]);
  }
  return [...byArea]
    .map(([id, list]) => {
      const name = areas.value.get(id)?.name ?? "";
      return { id, name, places: placesOf(list, name) };
    })
    .filter(({ places }) => places.length)
    .sort((a, b) => b.places.length - a.places.length || a.name.localeCompare(b.name, language))
    .sort((a, b) => Number(a.name === "") - Number(b.name === ""));
});
