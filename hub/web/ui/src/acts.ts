// What a person does with a thing: the command leaves, its tile shows the truth about it.
import type { Asked, Doings, Outcome } from "./generated";
import { ask, Refused } from "./socket";
import { first, notifications, things, type Facts, type Thing } from "./store";
import { toast } from "./toast";
import { count, say, t } from "./words";

type DeviceDoing = { [N in keyof Doings]: Doings[N]["answer"] extends Outcome ? N : never }[keyof Doings];

const latest = new WeakMap<Thing, object>(); // what was wished last, also once its tile shows it

/** Return what tells that a tile shows already what was asked for. */
function shownBy(wish: object): ((state: Facts) => boolean) | undefined {
  if ("level" in wish) return (state) => Math.abs((state.level ?? -100) - (wish.level as number)) <= 2;
  if ("on" in wish) return (state) => state.on === wish.on;
  return undefined;
}

/** Send a device command; `doing` (a message id) is shown while it is on its way. */
export async function act<N extends DeviceDoing>(
  thing: Thing, name: N, wish: Omit<Asked<N>, "entity">, doing: string,
): Promise<void> {
  const level = "level" in wish ? (wish.level as number) : undefined;
  const again = () => void act(thing, name, wish, doing);
  const mine = { phase: "wait" as const, doing, level, again, shows: shownBy(wish) };
  thing.sending.value = mine;
  latest.set(thing, mine);
  const end = (phase: "sent" | "no_answer" | "refused", reason?: string) => {
    const isShown = thing.sending.value === null && latest.get(thing) === mine;
    if (thing.sending.value === mine || isShown) thing.sending.value = { ...mine, phase, reason };
  };
  try {
    const outcome = (await ask(name, { entity: thing.id, ...wish } as Asked<N>)) as Outcome;
    const asks = outcome.reason?.id === "control.keeps_on" && !("sure" in wish);
    if (asks) {
      if (thing.sending.value === mine) thing.sending.value = null;
      const all_the_same = () => void act(thing, name, { ...wish, sure: true }, doing);
      toast(say(outcome.reason!), t("ui.doing.all_the_same"), all_the_same);
    } else if (outcome.result !== "confirmed" && outcome.result !== "already") {
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

/** Turn a room off, and offer to turn the same things on again; what is kept on is named. */
export async function turnRoomOff(area: string, on: Thing[]): Promise<void> {
  let done = on.map((thing) => thing.id);
  const back = () => done.forEach((id) => {
    const thing = things.value.get(id);
    if (thing) void turn(thing, true);
  });
  const waits = on.map((thing) => {
    const mine = { phase: "wait" as const, doing: "ui.doing.turn_off", again: () => void turn(thing, false) };
    thing.sending.value = mine;
    return { thing, mine };
  });
  toast(count("ui.room.turned_off", on.length), t("ui.undo"), back);
  try {
    const turned = await ask("TurnAll", { area });
    done = turned.done.filter((id) => turned.outcomes[id]?.result !== "already");
    const kept = turned.kept_on.map((id) => things.value.get(id)).filter((thing) => thing !== undefined);
    const names = kept.map((thing) => thing.entity.value.alias || thing.entity.value.name).join(", ");
    if (names) toast(t("ui.room.kept_on", { names }), t("ui.undo"), back);
    for (const { thing, mine } of waits) {
      const outcome = turned.outcomes[thing.id];
      if (thing.sending.value !== mine) continue;
      const bad = outcome && outcome.result !== "confirmed" && outcome.result !== "already";
      const reason = outcome?.reason ? say(outcome.reason) : undefined;
      thing.sending.value = bad ? { ...mine, phase: outcome.result as "no_answer", reason } : null;
    }
  } catch (error) {
    for (const { thing, mine } of waits) if (thing.sending.value === mine) thing.sending.value = null;
    toast(reasonOf(error));
  }
}

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
