// Blinds, shutters, curtains, valves: up, stop, down.
import { act } from "../acts";
import type { Place } from "../rooms";
import { isHeard, stateWords } from "../states";
import type { Thing } from "../store";
import { Card, Round } from "./card";

export function CoverTile({ place, thing }: { place: Place; thing: Thing }) {
  const { available, state } = thing.live.value;
  const moving = state.phase === "opening" || state.phase === "closing";
  const { features } = thing.entity.value;
  const moves = features.includes("move") || features.includes("level");
  const move = (to: "open" | "closed" | "stop") => () =>
    features.includes("move") || to === "stop"
      ? act(thing, "Move", { to }, `ui.doing.${to}`)
      : act(thing, "SetLevel", { level: to === "open" ? 100 : 0 }, `ui.doing.${to}`);
  const open = state.phase === "open" || (state.level ?? 0) >= 100;
  return (
    <Card
      place={place}
      icon={thing.entity.value.kind}
      words={stateWords(thing)}
      tone={!isHeard(thing.live.value) ? "old" : moving ? "run" : "ok"}
      sending={thing.sending.value}
    >
      {moves && (
        <Round icon="up" label="ui.cover.up" onClick={move("open")} disabled={!available || (open && !moving)} />
      )}
      {features.includes("stop") && (
        <Round icon="stop" label="ui.cover.stop" onClick={move("stop")} disabled={!available} />
      )}
      {moves && (
        <Round
          icon="down"
          label="ui.cover.down"
          onClick={move("closed")}
          disabled={!available || (state.phase === "closed" && !moving)}
        />
      )}
    </Card>
  );
}
