// One version of a model: what it does now, its figures, and the steps it may take.
import type { Asked, ModelVersion } from "../generated";
import { dotted, named } from "../states";
import { FORMS, dayOf, measure, t, write } from "../words";
import { begin } from "./begin";

type Step = Asked<"RunModelStep">["step"];

/** The steps a version in this role may take next. */
const NEXT: Record<ModelVersion["role"], Step[]> = {
  works: ["evaluate", "compress"],
  on_trial: ["promote", "evaluate"],
  kept: ["shadow", "evaluate", "compress"],
};

const FIRST = ["f1", "recall", "false_alarms", "windows"];

/** What people ask first comes first. */
const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);

/** Write a figure: times (their unit stands in the name), the number of windows, all else is a share. */
function figure(key: string, value: number): string {
  if (key.endsWith("_us")) return write(value, "");
  return key === "windows" || value > 1 ? FORMS.count!(value) : FORMS.percent!(value);
}

export function Version({ model, version, busy }: { model: string; version: ModelVersion; busy: boolean }) {
  const { version: number, kind, role, made_at, size, licence, sha256, metrics } = version;
  const title = t("ui.models.version", { n: number });
  return (
    <article class={`version as-${role}`} aria-label={title}>
      <h4><b class="num">{title}</b> <span class="role">{t(`ui.models.role.${role}`)}</span></h4>
      <p class="hint num">{dotted(dayOf(made_at), named("ui.models.kind", kind), measure(size, "B"), licence)}</p>
      <dl class="figures num">
        {Object.entries(metrics).sort(([a], [b]) => rank(a) - rank(b)).map(([key, value]) => (
          <div key={key}><dt>{named("ui.models.metric", key)}</dt><dd>{figure(key, value)}</dd></div>
        ))}
      </dl>
      <div class="act">
        {NEXT[role].map((step) => (
          <button
            key={step} class="chip" disabled={busy} aria-label={`${t(`ui.models.step.${step}`)}: ${title}`}
            onClick={() => begin({ step, name: model, version: number })}
          >
            {t(`ui.models.step.${step}`)}
          </button>
        ))}
      </div>
      <p class="small" title={sha256}><code>SHA-256 {sha256.slice(0, 16)}…</code></p>
    </article>
  );
}
