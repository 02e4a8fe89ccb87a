// Measured numbers in the reader's units: the same table as hub/texts/measures.py.
import table from "../../../texts/units.json";

type Step = [unit: string, factor: number, offset: number, from: number];
type Steps = Record<string, Step[]>;

/** How a number of the house is shown: `value * factor + offset` in `unit`. */
export interface Shown {
  unit: string;
  factor: number;
  offset: number;
}

const steps = table as unknown as { metric: Steps; imperial: Steps; both: Steps };
const digits = table.digits as Record<string, number>;
let units: "metric" | "imperial" = "metric";

/** Learn which units the household reads. */
export const useUnits = (wanted: "metric" | "imperial"): void => void (units = wanted);

/** Whether warmth is read in °F. */
export const isImperial = (): boolean => units === "imperial";

/** Return how a number of this size is shown; an unknown unit is shown as it is. */
export function shown(value: number, unit: string): Shown {
  const own: Step[] = steps[units][unit] ?? steps.both[unit] ?? [[unit, 1, 0, 0]];
  const [name, factor, offset] = own.filter(([, , , from]) => Math.abs(value) >= from).at(-1) ?? [unit, 1, 0];
  return { unit: name, factor, offset };
}

/** Return a number of the house as it is shown. */
export const convert = (value: number, { factor, offset }: Shown): number => value * factor + offset;

/** Return the digits after the point that a unit deserves, where it is known. */
export const digitsOf = (unit: string): number | undefined => digits[unit];
