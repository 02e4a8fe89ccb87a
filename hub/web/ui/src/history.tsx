// The last day of one thing: loads its samples and the chart, says the same in a sentence.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Sample } from "./generated";
import { convert, shown } from "./measure";
import { now, type Thing } from "./store";
import { language, measure, t, write } from "./words";

const DAY = 24 * 3600;
type Got = { samples: Sample[]; start: number; end: number } | "none" | "failed" | null;

async function fetchDay(entity: string): Promise<Got> {
  const end = Math.ceil(now.peek());
  const start = end - DAY;
  const query = new URLSearchParams({ entity, start: `${start}`, end: `${end}`, points: "240" });
  try {
    const answer = await fetch(`/v1/history?${query}`);
    if (!answer.ok) return "failed";
    const samples = (await answer.json()) as Sample[];
    return samples.length > 1 ? { samples, start, end } : "none";
  } catch {
    return "failed";
  }
}

export function History({ thing }: { thing: Thing }) {
  const [got, setGot] = useState<Got>(null);
  const target = useRef<HTMLDivElement>(null);
  const unit = thing.entity.value.unit;
  useEffect(() => {
    let gone = false;
    let remove = () => {};
    void fetchDay(thing.id).then(async (day) => {
      if (gone) return;
      setGot(day);
      if (!day || typeof day === "string") return;
      const { draw } = await import("./chart");
      if (!gone && target.current) {
        const how = shown(largest(day.samples), unit); // one unit for the whole chart
        const samples = day.samples.map(({ at, low, mean, high }) => ({
          at, low: convert(low, how), mean: convert(mean, how), high: convert(high, how),
        }));
        remove = draw(target.current, { ...day, samples, language, write: (value) => write(value, how.unit) });
      }
    });
    return () => {
      gone = true;
      remove();
    };
  }, [thing.id, unit]);
  const day = got && typeof got !== "string" ? got : null;
  return (
    <section class="history" aria-busy={got === null}>
      <h3>{t("ui.history.title")}</h3>
      {got === "none" && <p class="hint">{t("ui.history.none")}</p>}
      {got === "failed" && <p class="hint">{t("ui.history.failed")}</p>}
      {typeof got !== "string" && (
        <div class={`plot ${day ? "" : "skeleton"}`} ref={target} role="img" aria-label={day ? told(day.samples, unit) : ""} />
      )}
      {day && <p class="hint num">{told(day.samples, unit)}</p>}
    </section>
  );
}

const largest = (samples: Sample[]) => Math.max(...samples.map(({ low, high }) => Math.max(-low, high)));

function told(samples: Sample[], unit: string): string {
  const low = Math.min(...samples.map((sample) => sample.low));
  const high = Math.max(...samples.map((sample) => sample.high));
  const how = shown(largest(samples), unit);
  const last = samples.at(-1)!.mean;
  return t("ui.history.told", {
    low: measure(low, unit, how), high: measure(high, unit, how), last: measure(last, unit, how),
  });
}
