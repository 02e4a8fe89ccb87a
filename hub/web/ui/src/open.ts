// Which sheet lies over the page.
import { signal } from "@preact/signals";
import type { Place } from "./rooms";

export const more = signal<Place | null>(null);
export const isTalking = signal(false);

export const showMore = (place: Place): void => {
  more.value = place;
};
