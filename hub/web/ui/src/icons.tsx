// One stroke family, 1.8 px on a 24 px grid.
import type { ApplianceKind, Entity } from "./generated";

export const PATHS: Record<string, string> = {
  light: "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.6 10.8c.7.5 1.1 1.3 1.1 2.2h5c0-.9.4-1.7 1.1-2.2A6 6 0 0 0 12 3z",
  switch: "M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4",
  fan: "M12 12m-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0M12 10.4C10 7 11 3.5 14 3.5s3 4-.6 7.7M13.4 12.8C17.3 12.8 20 15 18.5 17.6s-5 .9-6.5-4M10.6 12.8C8.6 16.2 5.1 17 3.6 14.4s1.9-4.6 6.9-3.3",
  media_player: "M5 5h14v14H5zM10 9l5 3-5 3z",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  unlock: "M6 11h12v9H6zM8.5 11V7a3.5 3.5 0 0 1 6.7-1.4",
  cover: "M4 4h16M5 4v12h14V4M5 8h14M5 12h14M12 16v4",
  climate: "M12 4a2 2 0 0 1 2 2v8a4 4 0 1 1-4 0V6a2 2 0 0 1 2-2zM12 10v7",
  sensor: "M4 15a8 8 0 1 1 16 0M12 15l4-4.5M4 19h16",
  temperature: "M12 4a2 2 0 0 1 2 2v8a4 4 0 1 1-4 0V6a2 2 0 0 1 2-2zM12 10v7",
  humidity: "M12 3.5c3 3.7 5.5 6.6 5.5 10a5.5 5.5 0 0 1-11 0c0-3.4 2.5-6.3 5.5-10z",
  power: "M13 3L5 14h6l-1 7 8-11h-6z",
  illuminance: "M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4",
  binary_sensor: "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16zM12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6z",
  door: "M6 21V3h10v18M4 21h16M13 12v.5",
  window: "M5 3h14v18H5zM12 3v18M5 12h14",
  motion: "M13 4.5m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M8 21l3-6-2-3 1-4 4 1 2 3h2M11 15l3 2 1 4M9 8l-3 2v3",
  moisture: "M8 5c2 2.6 3.7 4.6 3.7 7a3.7 3.7 0 0 1-7.4 0C4.3 9.6 6 7.6 8 5zM16.5 12c1.5 2 2.8 3.5 2.8 5.3a2.8 2.8 0 0 1-5.6 0c0-1.8 1.3-3.3 2.8-5.3z",
  smoke: "M5 20c0-4 3-4 3-7s-2-3-2-6M12 20c0-4 3-4 3-7s-2-3-2-6M18 20c0-2 1-3 1-5",
  fridge: "M6 3h12v18H6zM6 10h12M9 6v1.5M9 13v3",
  freezer: "M6 3h12v18H6zM6 15h12M12 5.5v7M9 7.2l6 3.6M15 7.2l-6 3.6",
  washer: "M4 3h16v18H4zM7 6h2M12 9a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9z",
  dryer: "M4 3h16v18H4zM7 6h2M12 9a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9zM10 13.5c1-1 1 1 2 0s1 1 2 0",
  dishwasher: "M4 3h16v18H4zM4 8h16M7 5.5h4M8 17c0-3 1.5-5 4-5s4 2 4 5",
  air_conditioner: "M3 5h18v7H3zM6 9h8M8 15c0 2-2 2-2 4M12 15v4M16 15c0 2 2 2 2 4",
  heat_pump: "M3 5h18v14H3zM9.5 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM16.5 9v6M19 9v6",
  water_heater: "M7 3h10v14H7zM10 17v4M14 17v4M12 7c1.5 2 2.5 2.7 2.5 4.3a2.5 2.5 0 0 1-5 0C9.5 9.7 10.5 9 12 7z",
  coffee_machine: "M5 8h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5zM16 10h2a2 2 0 0 1 0 5h-2M8 3v2M12 3v2",
  pump: "M10 8a5 5 0 1 0 0 10a5 5 0 0 0 0-10zM10 8h10v4M3 21h14",
  oven: "M4 3h16v18H4zM4 8h16M7 5.5h1M11 5.5h1M7 12h10v5H7z",
  tv: "M3 5h18v11H3zM8 20h8",
  vacuum: "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16zM12 8.5a2 2 0 1 0 0 4a2 2 0 0 0 0-4zM7 16h10",
  home: "M4 11l8-7 8 7v9H4zM10 20v-6h4v6",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4",
  mic: "M12 4a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3zM6 11v1a6 6 0 0 0 12 0v-1M12 18v3",
  warn: "M12 4l9 16H3zM12 10v4.5M12 17.2v.3",
  check: "M5 12.5l4.5 4.5L19 7.5",
  up: "M6 15l6-6 6 6",
  down: "M6 9l6 6 6-6",
  stop: "M7.5 7.5h9v9h-9z",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  close: "M6 6l12 12M18 6L6 18",
  more: "M12 6v.2M12 12v.2M12 18v.2",
  send: "M4 12h15M13 6l6 6-6 6",
  key: "M8 11.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7zM10.5 12.5L19 4M15.5 7.5l3 3",
  gear: "M12 8.8a3.2 3.2 0 1 0 0 6.4a3.2 3.2 0 0 0 0-6.4zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1",
  off: "M12 4v8M7.5 7a7 7 0 1 0 9 0",
  shield: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z",
  cloud: "M4 4l16 16M8 8a5 5 0 0 0-3 9h11M18 16a4 4 0 0 0-3-7 5 5 0 0 0-3-2",
};

const CLASSES: Record<string, string> = {
  window: "window", opening: "door", garage_door: "door", occupancy: "motion", presence: "motion",
  energy: "power", gas: "smoke",
};

/** Return the name of the icon that shows what a thing is. */
export function iconOf(entity: Entity, appliance?: ApplianceKind): string {
  if (appliance) return appliance;
  if (entity.kind !== "sensor" && entity.kind !== "binary_sensor") return entity.kind;
  const name = CLASSES[entity.device_class] ?? entity.device_class;
  return name in PATHS ? name : entity.kind;
}

export function Icon({ name }: { name: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class="icon">
      <path d={PATHS[name] ?? PATHS.sensor} />
    </svg>
  );
}
