// A lock locks at once and asks before it unlocks.
import { useEffect, useState } from "preact/hooks";
import { act } from "../acts";
import { showMore } from "../open";
import type { Place } from "../rooms";
import { isHeard, stateWords } from "../states";
import type { Thing } from "../store";
import { t } from "../words";
import { Tile } from "./tile";

const ASKS_FOR = 4000; // ms until the question is taken back

export function LockTile({ place, thing }: { place: Place; thing: Thing }) {
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    if (!asking) return;
    const timer = setTimeout(() => setAsking(false), ASKS_FOR);
    return () => clearTimeout(timer);
  }, [asking]);
  const { state } = thing.live.value;
  const locked = state.phase === "locked" || state.phase === "locking";
  const tap = () => {
    if (thing.entity.value.features.includes("code")) return showMore(place);
    if (locked && !asking) return setAsking(true);
    setAsking(false);
    void act(thing, "SetLock", { locked: !locked }, locked ? "ui.doing.unlock" : "ui.doing.lock");
  };
  const tone = !isHeard(thing.live.value) ? "old" : state.phase === "jammed" ? "alarm" : locked ? "ok" : "warn";
  return (
    <Tile
      place={place}
      icon={locked ? "lock" : "unlock"}
      words={asking ? t("ui.lock.ask") : stateWords(thing)}
      tone={asking ? "warn" : tone}
      pressed={locked}
      sending={thing.sending.value}
      onTap={tap}
    />
  );
}
