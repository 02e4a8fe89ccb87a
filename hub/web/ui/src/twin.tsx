// What is wanted of a thing where it tells otherwise, and what a plug feeds.
import { Feeds, isFed, useView } from "./feeds";
import { named } from "./states";
import type { Thing } from "./store";
import { measure, t, type Value } from "./words";

const UNITS: Record<string, string> = {
  level: "%", tilt: "%", saturation: "%", humidity: "%", kelvin: "K", target: "\u00b0C", low: "\u00b0C", high: "\u00b0C",
};

/** Say what is wanted: each facet by its name and value. */
export function wanted(desired: Record<string, unknown>): string {
  const said = Object.entries(desired).map(([facet, value]) => {
    if (facet === "on") return t(value ? "ui.state.on" : "ui.state.off");
    const word = Array.isArray(value) ? value[0] : value;
    if (typeof word === "number") return `${named("ui.facet", facet)} ${measure(word, UNITS[facet] ?? "")}`;
    return named("ui.word", String(word as Value));
  });
  return said.join(", ");
}

export function Twin({ thing }: { thing: Thing }) {
  const view = useView(thing.id, thing.live.value.state);
  return (
    <>
      {view?.differs && <p class="hint differs">{t("ui.differs", { wanted: wanted(view.desired) })}</p>}
      {isFed(thing) && <Feeds thing={thing} />}
    </>
  );
}
