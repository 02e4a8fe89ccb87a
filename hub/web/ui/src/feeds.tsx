// What is plugged in here: one tap on a picture; the name's own suggestion is chosen already.
import "./icons-rare";
import { useEffect, useState } from "preact/hooks";
import { wish } from "./acts";
import type { ApplianceKind, EntityView } from "./generated";
import { Icon } from "./icons";
import { named } from "./states";
import type { Thing } from "./store";
import { isKnown, t } from "./words";

const FED: ApplianceKind[] = [
  "fridge", "freezer", "heating", "pump", "medical", "router", "hub", "lamp", "tv", "washer", "dryer",
  "dishwasher", "water_heater", "heat_pump", "air_conditioner", "coffee_machine", "kettle", "oven", "fan", "vacuum",
];

/** Return one entity as the hub sees it, afresh whenever `again` changes. */
export function useView(id: string, again: unknown): EntityView | null {
  const [view, setView] = useState<EntityView | null>(null);
  useEffect(() => {
    let gone = false;
    const answer = fetch(`/v1/entities/${encodeURIComponent(id)}`);
    answer.then((got) => (got.ok ? got.json() : null)).then((got) => gone || setView(got), () => {});
    return () => void (gone = true);
  }, [id, again]);
  return view;
}

export const isFed = (thing: Thing): boolean =>
  thing.entity.value.kind === "switch" && !thing.entity.value.category;

export function Feeds({ thing }: { thing: Thing }) {
  const told = thing.entity.value.feeds;
  const view = useView(thing.id, told);
  const fed = told ?? view?.feeds ?? null;
  const keeps = view?.keeps_on ?? thing.kept.value;
  useEffect(() => {
    if (view) thing.kept.value = view.keeps_on;
  }, [view]);
  const name = (kind: ApplianceKind) =>
    isKnown(`ui.feeds.${kind}`) ? t(`ui.feeds.${kind}`) : named("reply.kind", kind);
  return (
    <fieldset class="feeds">
      <legend>{t("ui.sheet.feeds")}</legend>
      <div class="fed">
        {FED.map((one) => (
          <button
            key={one} type="button" class={one === fed ? "main" : ""} aria-pressed={one === fed}
            onClick={() => void wish("SetFeeds", { entity: thing.id, feeds: one === told ? null : one })}
          >
            <Icon name={one} />
            <span>{name(one)}</span>
          </button>
        ))}
      </div>
      {keeps && <p class="hint shielded"><Icon name="shield" />{t("ui.feeds.kept")}</p>}
      {!told && fed && <p class="hint">{t("ui.feeds.suggested")}</p>}
    </fieldset>
  );
}
