// The picture that shows a fault: what is normal as a band, the strange stretch in amber.
import type { Evidence } from "./generated";
import { named } from "./states";
import { minute } from "./store";
import { measure, t, when } from "./words";

const [WIDTH, HEIGHT, AIR] = [320, 88, 6];

/** Return the sentence that tells the picture. */
export function tell(evidence: Evidence): string {
  const { low, high, values, since, unit } = evidence;
  const show = (value: number) => shown(value, unit);
  return t("ui.evidence.told", {
    signal: named("ui.signal", evidence.signal),
    low: show(low), high: show(high), last: show(values.at(-1) ?? 0),
    since: when(since, minute.value),
  });
}

/** Shares come as 0–1 without a unit, people read percent. */
function shown(value: number, unit: string): string {
  return unit === "share" || (unit === "" && Math.abs(value) <= 1)
    ? t("ui.share", { value })
    : measure(value, unit);
}

export function EvidenceChart({ evidence }: { evidence: Evidence }) {
  const { times, values, low, high, since, unit } = evidence;
  if (times.length < 2) return null;
  const [start, end] = [times[0]!, times.at(-1)!];
  const top = Math.max(high, ...values);
  const bottom = Math.min(low, ...values);
  const x = (at: number) => (WIDTH * (at - start)) / (end - start || 1);
  const y = (value: number) => AIR + ((HEIGHT - 2 * AIR) * (top - value)) / (top - bottom || 1);
  const line = (points: number[]) =>
    points.map((i, n) => `${n ? "L" : "M"}${x(times[i]!).toFixed(1)} ${y(values[i]!).toFixed(1)}`).join("");
  const indices = [...times.keys()];
  // A value stands for the span that begins with its time: the strange ones reach past `since`.
  const turn = indices.findIndex((i) => (times[i + 1] ?? Infinity) > since);
  const normal = indices.slice(0, Math.max(turn, 1));
  const strange = indices.slice(Math.max(turn - 1, 0));
  return (
    <figure class="evidence">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={tell(evidence)}>
        <rect class="band" x="0" width={WIDTH} y={y(high)} height={Math.max(2, y(low) - y(high))} />
        <path class="normal" d={line(normal)} />
        <path class="strange" d={line(strange)} />
      </svg>
      <figcaption aria-hidden="true">
        <span>{when(start, minute.value)}</span>
        <span class="key">
          <i class="band" />{t("ui.evidence.usual", { low: shown(low, unit), high: shown(high, unit) })}
        </span>
        <span>{t("ui.time.now")}</span>
      </figcaption>
    </figure>
  );
}
