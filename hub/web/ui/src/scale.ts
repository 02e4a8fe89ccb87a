// Round numbers for an axis, and one unit for a whole chart.
import { shown, convert } from "./measure";
import { t, write } from "./words";

/** How the numbers of one chart are turned and written. */
export interface Scale {
  turn: (value: number) => number;
  write: (turned: number) => string;
}

/** Return the scale for numbers of a unit, the largest of which is given. */
export function scaleOf(unit: string, largest: number): Scale {
  if (unit === "1/h") return { turn: (value) => value, write: (v) => t("ui.evidence.per_hour", { value: write(v, "") }) };
  if (unit === "share" || (unit === "" && largest <= 1)) return { turn: (v) => 100 * v, write: (v) => write(v, "%") };
  if (unit === "Wh" && largest >= 1000) return { turn: (v) => v / 1000, write: (v) => write(v, "kWh") };
  const how = shown(largest, unit);
  return { turn: (value) => convert(value, how), write: (turned) => write(turned, how.unit) };
}

/** Return a few round numbers between two others. */
export function ticks(low: number, high: number, most = 3): number[] {
  const rough = (high - low || 1) / most;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [10, 5, 2, 1].map((n) => n * size).find((one) => one <= 1.4 * rough)!;
  const found: number[] = [];
  for (let n = Math.ceil(low / step); n * step <= high + step / 1e6; n++) found.push(n * step);
  return found;
}
