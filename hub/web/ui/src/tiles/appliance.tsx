// A machine: how warm it is, whether it runs, and whether something is wrong with it.
import type { Appliance } from "../generated";
import type { Place } from "../rooms";
import { dotted, isHeard, silentSince, stateWords, watts, wattsOf } from "../states";
import { faults, minute, runs, things } from "../store";
import { t } from "../words";
import { Tile } from "./tile";

const RUNS_ABOVE = 15; // watts; less is a clock or a lamp

/** Return the fault of a machine that nobody has settled. */
export const openFault = (appliance: string) =>
  faults.value.find((f) => f.appliance === appliance && (f.phase === "open" || f.phase === "confirmed"));

export function ApplianceTile({ place, appliance }: { place: Place; appliance: Appliance }) {
  const { power, thing } = place;
  const temperature = things.value.get(appliance.temperature);
  const parts = [temperature, power, thing].filter((part) => part !== undefined);
  const silent = parts.length > 0 && parts.every((part) => !isHeard(part.live.value));
  const drawn = power ? wattsOf(power) : null;
  const isRunning = drawn !== null && drawn > RUNS_ABOVE;
  const ends = runs.value.get(appliance.id)?.ends;
  const done = ends ? t("ui.run.done_in", { left: Math.max(60, ends - minute.value) }) : "";
  const off = thing?.live.value.state.on === false;
  const doing = off ? t("ui.state.off") : isRunning ? watts(power!) : drawn !== null && t("ui.machine.idle");
  const warmth = temperature && isHeard(temperature.live.value) && stateWords(temperature);
  const words = silent ? silentSince(parts[0]!.live.value) : dotted(warmth, doing, done) || t("ui.state.untold");
  const wrong = openFault(appliance.id);
  const tone = wrong ? (wrong.severity === "alarm" ? "alarm" : "warn") : silent ? "old" : isRunning || ends ? "run" : "";
  return <Tile place={place} icon={appliance.kind} words={words} tone={tone} kept={thing?.kept.value} sending={thing?.sending.value} />;
}
