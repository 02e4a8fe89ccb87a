// How far an appliance is known: what can be told of it already, and from which day the rest.
import type { ApplianceStory, FaultKind, Known } from "../generated";
import { Icon } from "../icons";
import { dotted, named } from "../states";
import { minute } from "../store";
import { count, dayOf, t } from "../words";

const SIGNALS = ["power", "temperature", "ambient", "command"];
const HOUR = 3600;

const faultName = (kind: string) => named("fault", `${kind}.name`);

export function Learned({ story }: { story: ApplianceStory }) {
  const { known } = story;
  return (
    <section class="card known">
      <h2>{t("ui.known.title")}</h2>
      <p class="hint num">{known ? dotted(daysWords(known), count("ui.known.cycles", known.cycles)) : t("ui.known.not_watched")}</p>
      <ul class="heard">
        {SIGNALS.map((signal) => {
          const heard = story.signals.includes(signal);
          return (
            <li key={signal} class={heard ? "ok" : ""}>
              <Icon name={heard ? "check" : "minus"} />{t(`ui.known.signal.${signal}`)}
              {!heard && <i class="unseen">{t("ui.known.missing")}</i>}
            </li>
          );
        })}
      </ul>
      {known && <Tells known={known} />}
    </section>
  );
}

function daysWords({ days }: Known): string {
  if (days >= 1) return count("ui.known.days", Math.round(days));
  const hours = Math.round(24 * days);
  return hours ? t("ui.known.hours", { n: hours }) : t("ui.known.new");
}

function Tells({ known }: { known: Known }) {
  const later = Object.entries(known.tells_from) as [FaultKind, number][];
  const all = known.tells.length + later.length;
  if (!all) return null;
  return (
    <>
      <label class="share">
        <span class="num">{t("ui.known.share", { n: known.tells.length, all })}</span>
        <progress value={known.tells.length} max={all} />
      </label>
      {known.tells.length > 0 && (
        <details>
          <summary>{t("ui.known.tells")}<span class="num">{known.tells.length}</span></summary>
          <ul class="tells">{known.tells.map((kind) => <li key={kind}>{faultName(kind)}</li>)}</ul>
        </details>
      )}
      {later.length > 0 && (
        <dl class="later">
          {byDay(later).map(([day, kinds]) => (
            <div key={day}><dt class="num">{day}</dt><dd>{kinds.map(faultName).join(t("ui.known.and"))}</dd></div>
          ))}
        </dl>
      )}
    </>
  );
}

/** Group faults by the day from which they can be told, the next day first. */
function byDay(later: [FaultKind, number][]): [string, FaultKind[]][] {
  const days = new Map<string, FaultKind[]>();
  for (const [kind, from] of later.sort(([, a], [, b]) => a - b)) {
    const soon = from < minute.value + HOUR;
    const day = soon ? t("ui.known.soon") : t("ui.known.from", { day: dayOf(from) });
    days.set(day, [...(days.get(day) ?? []), kind]);
  }
  return [...days];
}
