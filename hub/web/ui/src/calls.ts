// Services in Home Assistant's words, for what has no command of its own.
import { act } from "./acts";
import type { Thing } from "./store";

/** Call a service of a thing; `doing` (a message id) is shown while it is on its way. */
export const call = (
  thing: Thing, service: string, data: Record<string, unknown> = {}, doing = "ui.doing.change",
): Promise<void> => act(thing, "Call", { service, data }, doing);

/** Whether a thing has a feature. */
export const can = (thing: Thing, feature: string): boolean => thing.entity.value.features.includes(feature);
