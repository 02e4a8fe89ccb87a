// What the hub knows of one appliance, asked anew whenever something happens to it.
import { useEffect, useState } from "preact/hooks";
import type { ApplianceStory, EventFrame } from "../generated";
import { ask, Refused } from "../socket";
import { about, listeners, takeRun } from "../store";

const SOON = 200; // ms in which several events are one
const AGAIN = 60_000; // ms after which it is asked without one

/** The story, or why there is none. */
export type Told = ApplianceStory | "waiting" | "unknown" | "failed";

function isAbout(frame: EventFrame, id: string): boolean {
  switch (frame.name) {
    case "LogWritten": return frame.event.entry.appliance === id;
    case "FaultRaised":
    case "FaultChanged": return frame.event.fault.appliance === id;
    case "PriceChanged": return true;
    case "CycleEnded":
    case "RunChanged":
    case "UnloadDue":
    case "Unloaded": return frame.event.appliance === id;
    default: return false;
  }
}

export function useStory(id: string): Told {
  const [told, setTold] = useState<Told>("waiting");
  useEffect(() => {
    let gone = false;
    let soon = 0;
    const load = async () => {
      try {
        const story = await ask("ExplainAppliance", { appliance: id });
        if (gone) return;
        setTold(story);
        takeRun(id, story.running);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const why = error.trouble.code === "UnknownEntity" ? "unknown" : "failed";
        if (!gone) setTold((before) => (typeof before === "string" ? why : before));
      }
    };
    const listen = (frame: EventFrame) => {
      if (!isAbout(frame, id)) return;
      clearTimeout(soon);
      soon = setTimeout(() => void load(), SOON);
    };
    void load();
    const timer = setInterval(() => void load(), AGAIN);
    listeners.add(listen);
    return () => {
      gone = true;
      clearInterval(timer);
      clearTimeout(soon);
      listeners.delete(listen);
    };
  }, [id, about.value]);
  return told;
}
