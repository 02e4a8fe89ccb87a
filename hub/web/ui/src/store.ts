// The house as this page holds it: one signal a thing, so that a change redraws one tile.
import { batch, computed, signal, type Signal } from "@preact/signals";
import type {
  Appliance, Area, Change, Device, Entity, EntityView, EventFrame, Fault, FloodChanged, Frame, Home, Notification, PresentRun,
} from "./generated";
import { note } from "./log";
import { useUnits } from "./measure";
import { toast } from "./toast";
import { t } from "./words";

/** Every field any state has; those of other kinds are absent. */
export interface Facts {
  on?: boolean | null;
  level?: number | null;
  kelvin?: number | null;
  mode?: string | null;
  action?: string | null;
  target?: number | null;
  current?: number | null;
  fan_mode?: string | null;
  swing_mode?: string | null;
  low?: number | null;
  high?: number | null;
  humidity?: number | null;
  phase?: string | null;
  preset?: string | null;
  title?: string | null;
  value?: number | string | null;
  hue?: number | null;
  saturation?: number | null;
  effect?: string | null;
  tilt?: number | null;
  oscillating?: boolean | null;
  direction?: string | null;
  at?: number | null;
  said?: string | null;
  type?: string | null;
  url?: string | null;
  place?: string | null;
  option?: string | null;
  text?: string | null;
  installed?: string | null;
  latest?: string | null;
  in_progress?: boolean;
  progress?: number | null;
  battery?: number | null;
  fan_speed?: string | null;
}

/** A command on its way or badly ended; `doing` is the message id that says what. */
export interface Sending {
  phase: "wait" | "sent" | "no_answer" | "refused";
  doing: string;
  level?: number;
  reason?: string;
  shows?: (state: Facts) => boolean; // whether a state is what was asked for
  again: () => void;
}

export interface Live {
  state: Facts;
  changed: number | null;
  updated: number | null;
  available: boolean;
  silent: number | null; // when it was last heard, if that is far longer ago than usual
}

/** An entity with what holds true of it and what is being done to it. */
export interface Thing {
  id: string;
  entity: Signal<Entity>;
  live: Signal<Live>;
  sending: Signal<Sending | null>;
  kept: Signal<boolean>; // a plug that "all off" leaves on
}

export const things = signal<ReadonlyMap<string, Thing>>(new Map());
export const areas = signal<ReadonlyMap<string, Area>>(new Map());
export const devices = signal<ReadonlyMap<string, Device>>(new Map());
export const appliances = signal<ReadonlyMap<string, Appliance>>(new Map());
export const faults = signal<Fault[]>([]);
export const notifications = signal<Notification[]>([]);
export const floods = signal<Record<string, number>>({}); // topic: messages a second
export const runs = signal<ReadonlyMap<string, PresentRun>>(new Map()); // programmes under way, by appliance
export const listeners = new Set<(frame: EventFrame) => void>();
export const broker = signal({ connected: true, address: "" });
export const about = signal<Pick<Home, "demo" | "voice" | "version"> | null>(null);
export const now = signal(Date.now() / 1000); // household time, UTC seconds
export const minute = computed(() => Math.floor(now.value / 60) * 60); // redraws less often

let toldAt = performance.now();
let toldNow = now.value;
setInterval(() => {
  if (about.value && !about.value.demo) now.value = toldNow + (performance.now() - toldAt) / 1000;
}, 15_000);

function tell(moment: number): void {
  toldAt = performance.now();
  now.value = toldNow = moment;
}

/** Take in a frame of the hub. */
export function hear(frame: Frame): void {
  batch(() => {
    if (frame.type === "home") takeHome(frame.home);
    else if (frame.type === "event") takeEvent(frame);
    else if (frame.type === "clock") tell(frame.now);
    else if (frame.type === "states") {
      tell(frame.now);
      for (const change of frame.changes) takeChange(change, frame.now);
    }
  });
}

function takeHome(home: Home): void {
  if (about.value && about.value.version !== home.version) return location.reload();
  about.value = home;
  useUnits(home.units);
  tell(home.now);
  areas.value = new Map(home.areas.map((area) => [area.id, area]));
  devices.value = new Map(home.devices.map((device) => [device.id, device]));
  appliances.value = new Map(home.appliances.map((appliance) => [appliance.id, appliance]));
  faults.value = home.faults;
  notifications.value = home.notifications;
  broker.value = home.broker;
  floods.value = home.floods;
  things.value = new Map(home.entities.map((view) => [view.entity.id, held(view)]));
}

/** Return the thing of a view; a known one is kept, so that its tile is. */
function held(view: EntityView): Thing {
  const { entity, state, last_changed, last_updated, available, silent_since, keeps_on } = view;
  const silent = silent_since ?? null;
  const live: Live = { state: state as Facts, changed: last_changed, updated: last_updated, available, silent };
  const known = things.value.get(entity.id);
  if (!known) {
    return { id: entity.id, entity: signal(entity), live: signal(live), sending: signal(null), kept: signal(keeps_on) };
  }
  known.entity.value = entity;
  known.live.value = live;
  known.kept.value = keeps_on;
  if (known.sending.value?.phase === "refused") known.sending.value = null; // the hub is back
  return known;
}

function takeChange({ id, state, at, available, silent_since }: Change, moment: number): void {
  const thing = things.value.get(id);
  if (!thing) return;
  const before = thing.live.value;
  const silent = silent_since ?? null;
  const updated = available && silent === null ? moment : before.updated;
  thing.live.value = { state: state as Facts, changed: at, updated, available, silent };
  const sending = thing.sending.value;
  const moved = at !== before.changed; // after all, or as it was asked to
  const shows = sending?.phase !== "wait" || sending.shows?.(thing.live.value.state);
  if (sending && moved && shows) thing.sending.value = null;
}

function takeEvent(frame: EventFrame): void {
  note(frame);
  listeners.forEach((listen) => listen(frame));
  if (frame.name === "HouseholdChanged") takeHousehold(frame.event);
  else if (frame.name === "EntityRemoved") {
    things.value = new Map([...things.value].filter(([id]) => id !== frame.event.entity.id));
  } else if (frame.name === "FaultRaised" || frame.name === "FaultChanged") {
    faults.value = first(frame.event.fault, faults.value);
  } else if (frame.name === "NotificationChanged") {
    notifications.value = first(frame.event.notification, notifications.value);
  } else if (frame.name === "BrokerChanged") broker.value = frame.event;
  else if (frame.name === "FloodChanged") takeFlood(frame.event);
  else if (frame.name === "RunChanged") takeRun(frame.event.appliance, frame.event.running);
}

/** Take in that a programme is under way, or none. */
export function takeRun(appliance: string, running: PresentRun | null): void {
  const known = new Map(runs.value);
  if (running) known.set(appliance, running);
  else known.delete(appliance);
  runs.value = known;
}

function takeFlood({ topic, flooding, per_second, name }: FloodChanged): void {
  const { [topic]: _, ...others } = floods.value;
  floods.value = flooding ? { ...others, [topic]: per_second } : others;
  toast(t(flooding ? "ui.log.flood" : "ui.log.flood_over", { topic: name || topic, n: per_second }));
}

/** Put a changed record in its old place, a new one in front. */
export function first<T extends { id: string }>(record: T, records: T[]): T[] {
  const known = records.some(({ id }) => id === record.id);
  return known ? records.map((old) => (old.id === record.id ? record : old)) : [record, ...records];
}

function takeHousehold(changed: Extract<EventFrame, { name: "HouseholdChanged" }>["event"]): void {
  const add = <T extends { id: string }>(known: ReadonlyMap<string, T>, more: T[]) =>
    more.length ? new Map([...known, ...more.map((one) => [one.id, one] as const)]) : known;
  areas.value = add(areas.value, changed.areas);
  devices.value = add(devices.value, changed.devices);
  appliances.value = add(appliances.value, changed.appliances);
  const fresh: [string, Thing][] = [];
  for (const entity of changed.entities) {
    const known = things.value.get(entity.id);
    if (known) known.entity.value = entity;
    else {
      const view = { entity, state: {}, last_changed: null, last_updated: null, available: true, keeps_on: false };
      fresh.push([entity.id, held(view as unknown as EntityView)]);
    }
  }
  if (fresh.length) things.value = new Map([...things.value, ...fresh]);
}
