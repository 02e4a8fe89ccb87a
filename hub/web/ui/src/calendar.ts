// Local dates and clock times of UTC seconds, always 24 hours.
const two = (n: number) => String(n).padStart(2, "0");

/** Return the local clock time: 18:42. */
export function clockOf(at: number): string {
  const moment = new Date(at * 1000);
  return `${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** Return the local date: 2026-11-20. */
export function dateOf(at: number): string {
  const moment = new Date(at * 1000);
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

export const isSameDay = (a: number, b: number): boolean => dateOf(a) === dateOf(b);

export const hourOf = (at: number): number => new Date(at * 1000).getHours();
