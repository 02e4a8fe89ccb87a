// The picture that shows a fault: what is usual as a band, the strange stretch in amber.
import type { Evidence } from "./generated";
import { scaleOf, ticks, type Scale } from "./scale";
import { named } from "./states";
import { minute } from "./store";
import { t, when } from "./words";

const [WIDTH, HEIGHT, AIR] = [320, 100, 8];
const GAP = 4; // times the usual distance of two points: nothing is known in between

/** Return what people call a signal. */
export const signalName = (signal: string): string => named("fault.signal", signal);

/** Whether there is enough to draw. */
export const isPicture = ({ times }: Evidence): boolean => times.length > 1;

const scale = ({ unit, values, high }: Evidence): Scale =>
  scaleOf(unit, Math.max(Math.abs(high), ...values.map(Math.abs)));

/** Return what it is now: what the text says, else the last value. */
const nowOf = ({ now, values }: Evidence): number => now || (values.at(-1) ?? 0);

/** Return the sentence that tells the picture. */
export function tell(evidence: Evidence): string {
  const { low, high, since, signal } = evidence;
  const { turn, write } = scale(evidence);
  const show = (value: number) => write(turn(value));
  return t("ui.evidence.told", {
    signal: signalName(signal), low: show(low), high: show(high), last: show(nowOf(evidence)),
    since: when(since, minute.value),
  });
}

export function EvidenceChart({ evidence }: { evidence: Evidence }) {
  const { times, since } = evidence;
  const { turn, write } = scale(evidence);
  const values = evidence.values.map(turn);
  const [low, high] = [turn(evidence.low), turn(evidence.high)];
  const [start, end] = [times[0]!, times.at(-1)!];
  const top = Math.max(high, ...values);
  const bottom = Math.min(low, ...values);
  const share = (at: number) => Math.min(1, Math.max(0, (at - start) / (end - start || 1)));
  const y = (value: number) => AIR + ((HEIGHT - 2 * AIR) * (top - value)) / (top - bottom || 1);
  const draw = lineOf(times, (i) => [WIDTH * share(times[i]!), y(values[i]!)]);
  const indices = [...times.keys()];
  // A value stands for the span that begins with its time: the strange ones reach past `since`.
  const turned = indices.findIndex((i) => (times[i + 1] ?? Infinity) > since);
  const began = share(times[Math.max(turned, 0)]!);
  return (
    <figure class="evidence">
      <figcaption aria-hidden="true"><b>{signalName(evidence.signal)}</b></figcaption>
      <div class="drawing">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={tell(evidence)}>
          <rect class="band" x="0" width={WIDTH} y={y(high)} height={Math.max(2, y(low) - y(high))} />
          <path class="mark" d={`M${WIDTH * began} 0V${HEIGHT}`} />
          <path class="normal" d={draw(indices.slice(0, Math.max(turned + 1, 1)))} />
          <path class="strange" d={draw(indices.slice(Math.max(turned, 0)))} />
        </svg>
        <i class="dot" style={{ top: `${y(values.at(-1)!)}%` }} />
        {ticks(bottom, top).map((tick) => (
          <span key={tick} class="tick num" aria-hidden="true" style={{ top: `${y(tick)}%` }}>{write(tick)}</span>
        ))}
      </div>
      <div class="times num" aria-hidden="true">
        <span>{began > 0.3 && when(start, minute.value)}</span>
        <b style={{ left: `${Math.min(80, Math.max(14, 100 * began))}%` }}>
          {t("ui.evidence.since", { time: when(since, minute.value) })}
        </b>
        <span>{began < 0.7 && when(end, minute.value)}</span>
      </div>
      <p class="keys num" aria-hidden="true">
        <span><i class="band" />{t("ui.evidence.usual", { low: write(low), high: write(high) })}</span>
        <span><i class="strange" />{t("ui.evidence.last", { last: write(turn(nowOf(evidence))) })}</span>
      </p>
    </figure>
  );
}

/** Return what draws a line through points of these numbers; it breaks where nothing is known. */
function lineOf(times: number[], point: (i: number) => [number, number]): (chosen: number[]) => string {
  const steps = times.slice(1).map((at, i) => at - times[i]!).sort((a, b) => a - b);
  const far = GAP * (steps[steps.length >> 1] ?? Infinity);
  return (chosen) =>
    chosen.map((i, n) => {
      const breaks = n === 0 || times[i]! - times[i - 1]! > far;
      const [x, y] = point(i);
      return `${breaks ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    }).join("");
}
