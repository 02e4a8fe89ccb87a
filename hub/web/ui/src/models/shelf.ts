// Everything of the Models page, asked anew when it changes; a step's progress comes by itself.
import { useEffect, useState } from "preact/hooks";
import { reasonOf } from "../acts";
import type { EventFrame, ModelJob, ModelShelf } from "../generated";
import { ask } from "../socket";
import { about, listeners } from "../store";

/** The shelf, or why there is none. */
export interface Told {
  shelf: ModelShelf | null;
  failed: string;
}

export function useShelf(): Told {
  const [told, setTold] = useState<Told>({ shelf: null, failed: "" });
  useEffect(() => {
    let gone = false;
    const load = () =>
      ask("AskModels", {}).then(
        (shelf) => gone || setTold({ shelf, failed: "" }),
        (error) => gone || setTold(({ shelf }) => ({ shelf, failed: shelf ? "" : reasonOf(error) })),
      );
    const listen = (frame: EventFrame) => {
      if (frame.name === "ModelsChanged") void load();
      else if (frame.name === "ModelStepChanged") {
        const { job } = frame.event;
        setTold(({ shelf, failed }) => ({ shelf: shelf && { ...shelf, job }, failed }));
      }
    };
    void load();
    listeners.add(listen);
    return () => {
      gone = true;
      listeners.delete(listen);
    };
  }, [about.value]);
  return told;
}

/** Whether a step is under way. */
export const isUnderWay = (job: ModelJob | null): boolean => job !== null && job.ended === 0;
