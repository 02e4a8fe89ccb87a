// What is only measured or noticed: a tap opens its history.
import { iconOf } from "../icons";
import type { Place } from "../rooms";
import { isHeard, stateWords } from "../states";
import type { Thing } from "../store";
import { Tile } from "./tile";

const ALARMING = new Set(["moisture", "smoke", "gas", "carbon_monoxide", "problem", "safety"]);

function toneOf(thing: Thing): string {
  const { state } = thing.live.value;
  const { kind, device_class } = thing.entity.value;
  if (!isHeard(thing.live.value)) return "old";
  if (kind !== "binary_sensor" || !state.on) return "";
  return ALARMING.has(device_class) ? "alarm" : "lit";
}

export function SensorTile({ place, thing }: { place: Place; thing: Thing }) {
  return (
    <Tile place={place} icon={iconOf(thing.entity.value)} words={stateWords(thing)} tone={toneOf(thing)} />
  );
}
