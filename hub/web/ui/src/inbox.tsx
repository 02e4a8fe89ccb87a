// Messages to the household: one line each, OK says it was read.
import { seen } from "./acts";
import type { Message, Notification } from "./generated";
import { Icon } from "./icons";
import { appliances, faults, minute, notifications } from "./store";
import { say, t, when } from "./words";

const FEW = 4; // lines of a summary that need no folding

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
  const { id, message, severity, at, seen_at, lines } = notification;
  const [news, ...rest] = say(message).split(/(?<=\.)\s+|(?<=。)/);
  return (
    <li class={`card line ${severity}`}>
      <span class="ic"><Icon name={iconOf(notification)} /></span>
      <div class="tx">
        <b>{news}</b>
        {rest.length > 0 && <span class="num">{rest.join(" ")}</span>}
        {lines.length > 0 && <Lines lines={lines} />}
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

/** What a summary sums up; a long one is folded. */
function Lines({ lines }: { lines: Message[] }) {
  const list = <ul class="num">{lines.map((line, n) => <li key={n}>{say(line)}</li>)}</ul>;
  if (lines.length <= FEW) return list;
  return <details><summary>{t("ui.inbox.more", { n: lines.length })}</summary>{list}</details>;
}
