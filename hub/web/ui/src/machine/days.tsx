// A bar a day: energy, running time, or how unusual it was; the arrow keys and a finger pick one.
import { useState } from "preact/hooks";
import type { Day, Price } from "../generated";
import { priceWords } from "../price";
import { scaleOf, ticks } from "../scale";
import { minute } from "../store";
import { dayOf, t } from "../words";
import { costWords } from "./past";

type View = "energy" | "duty" | "score";
const [DAY, SHOWN, EDGE] = [86_400, 30, 0.5];
const [WIDTH, HEIGHT] = [300, 100];
const WHOLE = 0.9; // of a day: less is drawn pale and not counted as a usual day

const VALUE: Record<View, (day: Day) => number | null> = {
  energy: (day) => day.energy_wh,
  duty: (day) => day.duty,
  score: (day) => day.score,
};
const UNIT: Record<View, string> = { energy: "Wh", duty: "share", score: "share" };

export function Days({ days, price }: { days: Day[]; price: Price | null }) {
  const [view, setView] = useState<View>("energy");
  const views = (["energy", "duty", "score"] as const).filter((one) => days.some((day) => VALUE[one](day) !== null));
  if (!days.length || !views.length) return <p class="card empty">{t("ui.days.none")}</p>;
  return (
    <section class="card days">
      <h2>{t("ui.days.title")}</h2>
      <div class="choose" role="group" aria-label={t("ui.days.what")}>
        {views.map((one) => (
          <button key={one} class={`chip ${one === view ? "main" : ""}`} aria-pressed={one === view} onClick={() => setView(one)}>
            {t(`ui.days.${one}`)}
          </button>
        ))}
      </div>
      <Chart key={view} days={days} view={view} price={price} />
      <a class="hint price num" href="#/price">{priceWords(price)}</a>
    </section>
  );
}

/** Put every day in its place; one that nothing is known of leaves a gap. */
function placed(days: Day[]): (Day | null)[] {
  const last = days.at(-1)!.start;
  const first = Math.max(days[0]!.start, last - (SHOWN - 1) * DAY);
  const slots: (Day | null)[] = Array(Math.round((last - first) / DAY) + 1).fill(null);
  for (const day of days) if (day.start >= first) slots[Math.round((day.start - first) / DAY)] = day;
  return slots;
}

function usualOf(days: (Day | null)[], view: View): number | null {
  const whole = days.flatMap((day) => (day && day.known >= WHOLE ? VALUE[view](day) ?? [] : [])).sort((a, b) => a - b);
  return whole.length ? whole[whole.length >> 1]! : null;
}

function Chart({ days, view, price }: { days: Day[]; view: View; price: Price | null }) {
  const slots = placed(days);
  const [chosen, choose] = useState(slots.length - 1);
  const at = Math.min(chosen, slots.length - 1);
  const first = slots.find((day) => day !== null)!.start - slots.findIndex((day) => day !== null) * DAY;
  const values = slots.map((day) => (day ? VALUE[view](day) : null));
  const largest = Math.max(view === "score" ? 1 : 0, ...values.map((value) => value ?? 0));
  const { turn, write } = scaleOf(UNIT[view], largest);
  const top = turn(largest) || 1;
  const step = WIDTH / slots.length;
  const y = (value: number) => HEIGHT - (HEIGHT * turn(value)) / top;
  const usual = usualOf(slots, view);
  const nameOf = (i: number) =>
    minute.value < first + (i + 1) * DAY ? t("ui.days.today") : dayOf(first + i * DAY + DAY / 2);
  const told = (i: number) => {
    const [day, value] = [slots[i], values[i]];
    if (value === null || value === undefined || !day) return t("ui.days.unknown", { day: nameOf(i) });
    const cost = view === "energy" && price ? ` · ${costWords((value / 1000) * price.per_kwh, price.currency)}` : "";
    const part = day.known < WHOLE && minute.value >= day.start + DAY ? t("ui.days.part", { share: day.known }) : "";
    return t("ui.days.told", { day: nameOf(i), value: write(turn(value)) + cost, part });
  };
  const move = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -SHOWN, End: SHOWN }[event.key];
    if (!by) return;
    event.preventDefault();
    choose(Math.max(0, Math.min(slots.length - 1, at + by)));
  };
  const pick = (event: PointerEvent) => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    choose(Math.max(0, Math.min(slots.length - 1, Math.floor(((event.clientX - left) / width) * slots.length))));
  };
  return (
    <figure>
      <div
        class="drawing" role="slider" tabIndex={0} aria-label={t(`ui.days.${view}`)} aria-valuemin={0} aria-valuemax={slots.length - 1}
        aria-valuenow={at} aria-valuetext={told(at)} onKeyDown={move} onPointerDown={pick}
      >
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {values.map((value, i) => value !== null && (
            <rect
              key={i} class={barClass(slots[i]!, view, i === at)} x={(i + 0.12) * step} width={step * 0.76}
              y={Math.min(y(value), HEIGHT - 1)} height={Math.max(1, HEIGHT - y(value))}
            />
          ))}
          {usual !== null && <path class="usual" d={`M0 ${y(usual)}H${WIDTH}`} />}
        </svg>
        {ticks(0, top, 2).map((tick) => (
          <span key={tick} class="tick num" aria-hidden="true" style={{ top: `${100 - (100 * tick) / top}%` }}>{write(tick)}</span>
        ))}
      </div>
      <div class="times num" aria-hidden="true"><span>{nameOf(0)}</span><span>{slots.length > 1 && nameOf(slots.length - 1)}</span></div>
      <figcaption class="num">
        <b>{told(at)}</b>
        {usual !== null && <span>{t(view === "score" ? "ui.days.usual_score" : "ui.days.usual", { value: write(turn(usual)) })}</span>}
      </figcaption>
    </figure>
  );
}

function barClass(day: Day, view: View, isChosen: boolean): string {
  const strange = (day.score ?? 0) >= EDGE && view === "score";
  return `bar ${strange ? "strange" : ""} ${day.known < WHOLE ? "part" : ""} ${isChosen ? "chosen" : ""}`;
}
