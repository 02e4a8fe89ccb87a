// The last programmes of an appliance: when, how long, how much, and what that cost where it is known.
import { clockOf, isSameDay } from "../calendar";
import type { ApplianceStory, PastRun } from "../generated";
import { dotted } from "../states";
import { minute } from "../store";
import { FORMS, dayOf, t } from "../words";

const FIRST = 4; // shown at once

/** Tell a sum of money. */
export const costWords = (cost: number, currency: string): string => t("ui.past.cost", { cost, currency });

/** Tell energy, and what it cost where there is a price. */
const energyWords = (wh: number, cost: number | null, currency = ""): string =>
  dotted(FORMS.kwh!(wh), cost !== null && currency !== "" && costWords(cost, currency));

export function PastRuns({ story }: { story: ApplianceStory }) {
  const { cycles, energy_per_cycle: usual, price } = story;
  if (!cycles.length) return null;
  const row = (run: PastRun) => <Row key={run.began} run={run} currency={price?.currency ?? ""} />;
  const rest = cycles.slice(FIRST);
  return (
    <section class="card past">
      <h2>{t("ui.past.title")}</h2>
      {usual !== null && (
        <p class="hint num">
          {t("ui.past.usual", { energy: energyWords(usual, price && (usual / 1000) * price.per_kwh, price?.currency) })}
        </p>
      )}
      <ol>{cycles.slice(0, FIRST).map(row)}</ol>
      {rest.length > 0 && (
        <details>
          <summary>{t("ui.past.more")}<span class="num">{rest.length}</span></summary>
          <ol>{rest.map(row)}</ol>
        </details>
      )}
    </section>
  );
}

function Row({ run, currency }: { run: PastRun; currency: string }) {
  const took = FORMS.duration!(run.ended - run.began);
  const today = isSameDay(run.ended, minute.value);
  const programme = run.programme >= 0 && t("ui.run.programme", { n: run.programme + 1 });
  return (
    <li class="num">
      <span><b>{dotted(!today && dayOf(run.ended), `${clockOf(run.began)}–${clockOf(run.ended)}`)}</b> <small>{dotted(took, programme)}</small></span>
      <span>{energyWords(run.energy_wh, run.cost, currency)}</span>
    </li>
  );
}
