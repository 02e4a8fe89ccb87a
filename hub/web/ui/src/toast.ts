// One short line at the bottom that goes by itself, perhaps with a way back.
import { signal } from "@preact/signals";

export interface Toast {
  text: string;
  label?: string;
  act?: () => void;
}

export const shown = signal<Toast | null>(null);
let timer = 0;

/** Show a line for a few seconds; one with a button stays longer. */
export function toast(text: string, label?: string, act?: () => void): void {
  clearTimeout(timer);
  shown.value = { text, label, act };
  timer = setTimeout(() => (shown.value = null), act ? 8000 : 4000);
}
