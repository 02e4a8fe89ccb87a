// Words messages as hub/texts/__init__.py does: same files, same forms; and tells time and numbers.
import { clockOf, dateOf, isSameDay } from "./calendar";
import type { Message } from "./generated";
import { convert, digitsOf, shown, type Shown } from "./measure";

export type Value = number | string;
type Values = Record<string, Value>;
type Texts = { default: Record<string, string> };

const THIN = "\u202f"; // narrow no-break space between a number and its unit
const LANGUAGES: Record<string, () => Promise<Texts>> = {
  en: () => import("../../../texts/en.json") as Promise<Texts>,
  "zh-CN": () => import("../../../texts/zh-CN.json") as Promise<Texts>,
};
let templates: Record<string, string> = {};
export let language = "en"; // of the sentences
let locale = "en"; // of dates and numbers: the reader's own kind of that language

/** Learn the first of these languages (BCP 47) that there are texts in; English where none fits. */
export async function learn(wanted: readonly string[]): Promise<void> {
  const known = Object.keys(LANGUAGES);
  const short = (tag: string) => tag.split("-")[0]!.toLowerCase();
  language =
    wanted.map((tag) => known.find((name) => short(name) === short(tag))).find(Boolean) ?? "en";
  locale = wanted.find((tag) => short(tag) === short(language)) ?? language;
  templates = (await LANGUAGES[language]!()).default;
}

function number(value: number, digits: number): string {
  return value.toFixed(digits);
}

function celsius(value: number): string {
  const how = shown(value, "°C");
  return `${number(convert(value, how), digitsOf(how.unit) ?? 1)}${THIN}${how.unit}`;
}

function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${THIN}min`;
  const rest = minutes % 60;
  const hours = `${Math.floor(minutes / 60)}${THIN}h`;
  return rest ? `${hours} ${String(rest).padStart(2, "0")}${THIN}min` : hours;
}

export const FORMS: Record<string, (value: number) => string> = {
  percent: (v) => `${number(100 * v, 0)}${THIN}%`, // a share of 0–1
  level: (v) => `${number(v, 0)}${THIN}%`, // already percent
  number: (v) => number(v, 1),
  count: (v) => number(v, 0),
  watts: (v) => `${number(v, 0)}${THIN}W`,
  kwh: (v) => `${number(v / 1000, 2)}${THIN}kWh`, // from Wh
  celsius,
  amount: (v) => number(v, 2),
  duration, // from seconds
  time: (v) => clockOf(v),
  date: (v) => dateOf(v),
  ms: (v) => `${number(v, 0)}${THIN}ms`,
};

/** Return the sentence for a message id; an id without a text is returned as it is. */
export function t(id: string, values: Values = {}): string {
  const template = templates[id] ?? id;
  return template.replace(/\{(\w+)(?::(\w+))?\}/g, (slot, name: string, form?: string) => {
    const value = values[name] ?? slot;
    if (typeof value === "string") return value.startsWith("@") ? t(value.slice(1), values) : value;
    return form ? (FORMS[form]?.(value) ?? String(value)) : String(Number(value.toPrecision(6)));
  });
}

/** Return the sentence of a message. */
export const say = (message: Message): string => t(message.id, message.values);

/** Whether there is a sentence of this id. */
export const isKnown = (id: string): boolean => id in templates;

/** Return the sentence for so many of something: `id.one` or `id.many`. */
export const count = (id: string, n: number, more: Values = {}): string =>
  t(`${id}.${n === 1 ? "one" : "many"}`, { ...more, n });

/** Tell when something was: relative under an hour, the clock today, the date beyond. */
export function when(at: number, now: number): string {
  const passed = now - at;
  if (passed < 60) return t("ui.time.now");
  if (passed < 3600) return t("ui.time.ago", { n: Math.floor(passed / 60) });
  return since(at, now);
}

/** Tell since when: the clock today, the date beyond. */
export function since(at: number, now: number): string {
  if (isSameDay(at, now)) return clockOf(at);
  return dayOf(at);
}

/** Return the day of the month as the reader writes it. */
export const dayOf = (at: number): string =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" }).format(at * 1000);

/** Write a measured number of the house with the reader's unit; `how` keeps one for a whole chart. */
export function measure(value: number, unit: string, how: Shown = shown(value, unit)): string {
  return write(convert(value, how), how.unit);
}

/** Write a number with its unit, as many digits as it deserves. */
export function write(value: number, unit: string): string {
  const kind = digitsOf(unit);
  const most = kind ?? (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
  const style = { maximumFractionDigits: most, minimumFractionDigits: kind ?? 0 };
  const round = Number(value.toFixed(most)) + 0; // no minus before a zero
  const written = new Intl.NumberFormat(locale, style).format(round).replace("-", "\u2212");
  return unit ? `${written}${THIN}${unit}` : written;
}
