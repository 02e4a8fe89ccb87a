// Lights, plugs, fans, players: one tap turns them, a drag sets how much.
import { setLevel, turn } from "../acts";
import { iconOf } from "../icons";
import type { Place } from "../rooms";
import { isHeard, isOn, stateWords } from "../states";
import type { Thing } from "../store";
import { Tile } from "./tile";

const TONES: Record<string, string> = { light: "lit", switch: "ok", fan: "run", media_player: "run" };

/** Return the level that can be set, percent; null where it cannot. */
export function settable(thing: Thing): number | null {
  const { state, available } = thing.live.value;
  if (!available || !thing.entity.value.features.includes("level")) return null;
  return isOn(thing.live.value) ? (state.level ?? 100) : 0;
}

export function SwitchTile({ place, thing }: { place: Place; thing: Thing }) {
  const live = thing.live.value;
  const { kind } = thing.entity.value;
  const on = isOn(live);
  const tone = isHeard(live) ? (on ? TONES[kind] : "") : "old";
  return (
    <Tile
      place={place}
      icon={iconOf(thing.entity.value, place.appliance?.kind)}
      words={stateWords(thing, place.power)}
      tone={tone}
      fill={on && live.available ? (live.state.level ?? (kind === "light" ? 100 : 0)) : 0}
      level={settable(thing)}
      pressed={on}
      kept={thing.kept.value}
      sending={thing.sending.value}
      onTap={() => turn(thing, !on)}
      onLevel={(level) => setLevel(thing, level)}
    />
  );
}
