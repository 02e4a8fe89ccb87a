// What a person does with a thing: the command leaves, its tile shows the truth about it.
import type { Asked, Doings, Outcome } from "./generated";
import { ask, Refused } from "./socket";
import { first, notifications, type Thing } from "./store";
import { toast } from "./toast";
import { say, t } from "./words";

type DeviceDoing = { [N in keyof Doings]: Doings[N]["answer"] extends Outcome ? N : never }[keyof Doings];

/** Send a device command; `doing` (a message id) is shown while it is on its way. */
export async function act<N extends DeviceDoing>(
  thing: Thing, name: N, wish: Omit<Asked<N>, "entity">, doing: string,
): Promise<void> {
  const level = "level" in wish ? (wish.level as number) : undefined;
  const again = () => void act(thing, name, wish, doing);
  const mine = { phase: "wait" as const, doing, level, again };
  thing.sending.value = mine;
  const end = (phase: "sent" | "no_answer" | "refused", reason?: string) => {
    if (thing.sending.value === mine) thing.sending.value = { ...mine, phase, reason };
  };
  try {
    const outcome = (await ask(name, { entity: thing.id, ...wish } as Asked<N>)) as Outcome;
    if (outcome.result !== "confirmed" && outcome.result !== "already") {
      end(outcome.result, outcome.reason ? say(outcome.reason) : undefined);
    } else if (thing.sending.value === mine) thing.sending.value = null;
  } catch (error) {
    end("refused", reasonOf(error));
  }
}

/** Return what a person should read about a refusal. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Refused)) throw error;
  return error.trouble.code === "Offline" ? t("ui.offline.short") : error.trouble.text;
}

/** Send a command that has no tile; a refusal is told in a toast. */
export async function wish<N extends keyof Doings>(name: N, asked: Asked<N>): Promise<boolean> {
  try {
    await ask(name, asked);
    return true;
  } catch (error) {
    toast(reasonOf(error));
    return false;
  }
}

export const turn = (thing: Thing, on: boolean) =>
  act(thing, "Turn", { on }, on ? "ui.doing.turn_on" : "ui.doing.turn_off");

export const setLevel = (thing: Thing, level: number) =>
  act(thing, "SetLevel", { level }, "ui.doing.set");

/** Tell the hub that notifications were seen. */
export async function seen(ids: string[]): Promise<void> {
  for (const notification of ids) {
    try {
      const fresh = await ask("MarkSeen", { notification });
      notifications.value = first(fresh, notifications.value);
    } catch (error) {
      toast(reasonOf(error));
    }
  }
}
