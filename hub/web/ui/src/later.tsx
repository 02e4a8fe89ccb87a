// Parts of the page that are loaded when they are first needed, and quietly beforehand.
import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";

const loads: (() => void)[] = [];
let styled = false;

/** Load the styles that only such parts wear. */
function wear(): void {
  if (styled) return;
  styled = true;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "/later.css";
  document.head.append(link);
}

/** Return a component that is empty, or what waits for it, until its own file has come. */
export function later<P extends object>(
  fetch: () => Promise<FunctionComponent<P>>, Waiting?: FunctionComponent,
): FunctionComponent<P> {
  const part = signal<FunctionComponent<P> | null>(null);
  let asked = false;
  const load = () => {
    if (asked) return;
    asked = true;
    wear();
    fetch().then((found) => (part.value = found), () => (asked = false));
  };
  loads.push(load);
  return function Later(props: P) {
    load();
    const Part = part.value;
    return Part ? <Part {...props} /> : Waiting ? <Waiting /> : null;
  };
}

/** Load all of them now, while nobody waits. */
export const loadAll = (): void => loads.forEach((load) => load());
