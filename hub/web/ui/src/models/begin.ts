// Steps as people ask for them; the last one is remembered, so that it can be insisted on.
import { wish } from "../acts";
import type { Asked, ModelJob } from "../generated";

type Wanted = Asked<"RunModelStep">;

const ANYWAY = new Set(["promote"]); // steps that a person may insist on when they ended badly
let last: Wanted | null = null;

/** Begin a step of a model or an offer; a refusal is told in a toast. */
export function begin(wanted: Wanted): void {
  last = wanted;
  void wish("RunModelStep", wanted);
}

/** Return what insists on a step that ended badly; nothing where that is no use. */
export function insist(job: ModelJob): (() => void) | null {
  const mine = last?.step === job.step && last.name === job.name ? last : null;
  if (!mine || !job.failed || !ANYWAY.has(job.step) || job.failed.id === "models.stopped") return null;
  return () => begin({ ...mine, anyway: true });
}
