// What happened: messages, faults and how they ended, events since the page was opened.
import type { ComponentChildren } from "preact";
import type { EventFrame, Fault } from "./generated";
import { Icon } from "./icons";
import { InboxLine } from "./inbox";
import { log } from "./log";
import { labelOf } from "./rooms";
import { dotted, named } from "./states";
import { about, appliances, faults, minute, notifications, things } from "./store";
import { measure, say, t, when } from "./words";

export function Activity() {
  const nothing = !notifications.value.length && !faults.value.length && !log.value.length;
  return (
    <main class="activity" id="main">
      <header class="top"><h1>{t("ui.activity.title")}</h1></header>
      {nothing && <p class="empty card">{t("ui.activity.empty")}</p>}
      {notifications.value.length > 0 && (
        <section>
          <h2>{t("ui.activity.messages")}</h2>
          <ul class="lines">{notifications.value.map((n) => <InboxLine key={n.id} notification={n} />)}</ul>
        </section>
      )}
      {faults.value.length > 0 && <Faults />}
      {log.value.length > 0 && <Log />}
      <p class="about">
        Tomte {about.value?.version} · <a href="/licenses.txt">{t("ui.licences")}</a>
      </p>
    </main>
  );
}

function Faults() {
  return (
    <section>
      <h2>{t("ui.activity.faults")}</h2>
      <ul class="lines">
        {faults.value.map((fault) => (
          <li key={fault.id}>
            <Row fault={fault}>
              <span class="ic"><Icon name={appliances.value.get(fault.appliance)?.kind ?? "warn"} /></span>
              <div class="tx">
                <b>{say(fault.title)}</b>{" "}
                <span class="num">
                  {dotted(t(`ui.phase.${fault.phase}`), when(fault.settled_at ?? fault.raised_at, minute.value))}
                </span>
              </div>
            </Row>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A fault leads to its appliance's page, where there is one. */
function Row({ fault, children }: { fault: Fault; children: ComponentChildren }) {
  const look = `card line ${fault.phase === "open" ? fault.severity : ""}`;
  if (!appliances.value.has(fault.appliance)) return <div class={look}>{children}</div>;
  return <a class={look} href={`#/appliance/${encodeURIComponent(fault.appliance)}`}>{children}</a>;
}

function Log() {
  return (
    <section>
      <h2>{t("ui.activity.events")}</h2>
      <ol class="card log">
        {log.value.map((frame) => (
          <li key={frame.key}>
            <time class="num">{when(frame.event.at, minute.value)}</time>
            <div class="tx">
              <span class="num">{told(frame)}</span>
              <small>{named("ui.who", frame.event.cause.who)}</small>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function told(frame: EventFrame): string {
  switch (frame.name) {
    case "CommandEnded": {
      const thing = things.value.get(frame.event.entity);
      const { result, ms, command } = frame.event;
      const name = thing ? labelOf(thing) : frame.event.entity;
      return t(`ui.log.${result}`, { name, command: named("ui.command", command), ms });
    }
    case "UtteranceEnded":
      return dotted(frame.event.text && t("ui.log.heard", { text: frame.event.text }), say(frame.event.reply));
    case "BrokerChanged":
      return t(frame.event.connected ? "ui.log.broker_back" : "ui.log.broker_lost");
    case "CycleEnded": {
      const { appliance, energy_wh } = frame.event;
      const name = appliances.value.get(appliance)?.name ?? appliance;
      return t("ui.log.cycle", { name, energy: measure(energy_wh / 1000, "kWh") });
    }
    case "FaultRaised":
      return say(frame.event.fault.title);
    case "FloodChanged": {
      const { topic, flooding, per_second, name } = frame.event;
      return t(flooding ? "ui.log.flood" : "ui.log.flood_over", { topic: name || topic, n: per_second });
    }
    case "ServiceCrashed":
      return t("ui.log.crashed", { service: frame.event.service });
    default:
      return frame.name;
  }
}
