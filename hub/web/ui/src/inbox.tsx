// Messages to the household: one line each, OK says it was read.
import { seen } from "./acts";
import type { Notification } from "./generated";
import { Icon } from "./icons";
import { appliances, faults, minute, notifications } from "./store";
import { say, t, when } from "./words";

/** What nobody has seen yet, without what a fault card on the page tells anyhow. */
export function unseen(): Notification[] {
  const told = new Set(faults.value.filter((fault) => fault.phase === "open").map((fault) => fault.id));
  return notifications.value.filter((n) => !n.seen_at && !told.has(n.subject));
}

function iconOf({ subject, severity }: Notification): string {
  const appliance = appliances.value.get(subject);
  return appliance?.kind ?? (severity === "notice" ? "bell" : "warn");
}

/** The same, a line for each matter: the newest of it, and all its messages' ids. */
export function matters(): { newest: Notification; ids: string[] }[] {
  const found = new Map<string, { newest: Notification; ids: string[] }>();
  for (const n of unseen()) {
    const matter = `${n.subject}|${n.message.id}`;
    const known = found.get(matter);
    if (known) known.ids.push(n.id);
    else found.set(matter, { newest: n, ids: [n.id] });
  }
  return [...found.values()];
}

export function InboxLine({ notification, ids }: { notification: Notification; ids?: string[] }) {
  const { id, message, severity, at, seen_at } = notification;
  const [news, ...rest] = say(message).split(/(?<=\.)\s+|(?<=。)/);
  return (
    <li class={`card line ${severity}`}>
      <span class="ic"><Icon name={iconOf(notification)} /></span>
      <div class="tx">
        <b>{news}</b>
        {rest.length > 0 && <span class="num">{rest.join(" ")}</span>}
        <span class="num">{when(at, minute.value)}</span>
      </div>
      {seen_at === null && (
        <button class="chip go" onClick={() => void seen(ids ?? [id])} aria-label={`${t("ui.ok")}: ${say(message)}`}>
          {t("ui.ok")}
        </button>
      )}
    </li>
  );
}
