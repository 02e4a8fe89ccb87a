// What happened while this page was open, newest first.
import { signal } from "@preact/signals";
import type { EventFrame } from "./generated";

const KEPT = 100;
const TOLD = new Set([
  "CommandEnded", "UtteranceEnded", "BrokerChanged", "CycleEnded", "FaultRaised", "ServiceCrashed", "FloodChanged",
]);

export const log = signal<(EventFrame & { key: number })[]>([]);
let last = 0;

/** Remember an event that a person may want to read. */
export function note(frame: EventFrame): void {
  if (TOLD.has(frame.name)) log.value = [{ ...frame, key: ++last }, ...log.value].slice(0, KEPT);
}
