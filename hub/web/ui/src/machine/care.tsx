// The log of an appliance: what was found, what people did; and a line to be added.
import { useState } from "preact/hooks";
import { wish } from "../acts";
import { fedName } from "../feeds";
import type { ApplianceStory, Asked, LogEntry } from "../generated";
import { dotted, named } from "../states";
import { minute } from "../store";
import { toast } from "../toast";
import { t, when } from "../words";

type Care = Asked<"NoteCare">["what"];
const CARES: Care[] = ["cleaned", "descaled", "filter_changed", "repaired", "noted"];
const FIRST = 5; // shown at once
const LONGEST = 300; // characters of a note

export function Care({ story }: { story: ApplianceStory }) {
  const rest = story.log.slice(FIRST);
  return (
    <section class="card care">
      <h2>{t("ui.care.title")}</h2>
      <Write appliance={story.appliance.id} />
      {!story.log.length && <p class="hint">{t("ui.care.none")}</p>}
      {story.log.length > 0 && <ol>{story.log.slice(0, FIRST).map((entry) => <Line key={entry.id} entry={entry} />)}</ol>}
      {rest.length > 0 && (
        <details>
          <summary>{t("ui.care.older")}<span class="num">{rest.length}</span></summary>
          <ol>{rest.map((entry) => <Line key={entry.id} entry={entry} />)}</ol>
        </details>
      )}
    </section>
  );
}

function Write({ appliance }: { appliance: string }) {
  const [what, setWhat] = useState<Care | null>(null);
  const [note, setNote] = useState("");
  const write = async (event: Event) => {
    event.preventDefault();
    if (!what || !(await wish("NoteCare", { appliance, what, note: note.trim() }))) return;
    toast(t("ui.care.written"));
    setWhat(null);
    setNote("");
  };
  return (
    <form onSubmit={write}>
      <div class="choose" role="group" aria-label={t("ui.care.what")}>
        {CARES.map((one) => (
          <button
            key={one} type="button" class={`chip ${one === what ? "main" : ""}`} aria-pressed={one === what}
            onClick={() => setWhat(one === what ? null : one)}
          >
            {t(`log.${one}`)}
          </button>
        ))}
      </div>
      {what && (
        <div class="write">
          <input
            value={note} maxLength={LONGEST} aria-label={t("ui.care.note")} placeholder={t("ui.care.note")}
            required={what === "noted"} onInput={(event) => setNote(event.currentTarget.value)}
          />
          <button class="chip main">{t("ui.care.write")}</button>
        </div>
      )}
    </form>
  );
}

function Line({ entry }: { entry: LogEntry }) {
  const about = dotted(
    entry.kind && named("fault", `${entry.kind}.name`),
    entry.verdict && t(`ui.phase.${entry.verdict}`),
    entry.feeds && t("ui.care.was", { kind: fedName(entry.feeds) }),
    entry.note,
    entry.by,
  );
  return (
    <li class={entry.what === "fault" ? "found" : ""}>
      <time class="num">{when(entry.at, minute.value)}</time>
      <div class="tx"><b>{t(`log.${entry.what}`)}</b> {about && <span>{about}</span>}</div>
    </li>
  );
}
