// What is wanted of a thing where it tells otherwise, and what a plug feeds, in one tap.
import { useEffect, useState } from "preact/hooks";
import { wish } from "./acts";
import type { ApplianceKind, EntityView } from "./generated";
import { named } from "./states";
import type { Thing } from "./store";
import { t } from "./words";

const FED: ApplianceKind[] = [
  "fridge", "freezer", "heating", "pump", "medical", "router", "hub", "lamp", "tv", "washer", "dryer",
  "dishwasher", "water_heater", "heat_pump", "air_conditioner", "coffee_machine", "oven", "vacuum",
];

export function Twin({ thing }: { thing: Thing }) {
  const [view, setView] = useState<EntityView | null>(null);
  const { kind, category, feeds: told } = thing.entity.value;
  const { state } = thing.live.value;
  useEffect(() => {
    let gone = false;
    const answer = fetch(`/v1/entities/${encodeURIComponent(thing.id)}`);
    answer.then((got) => (got.ok ? got.json() : null)).then((got) => gone || setView(got), () => {});
    return () => void (gone = true);
  }, [thing.id, told, state]);
  const fed = told ?? view?.feeds ?? null;
  return (
    <>
      {view?.differs && <p class="hint">{t("ui.sheet.differs")}</p>}
      {kind === "switch" && !category && (
        <div class="act" role="group" aria-label={t("ui.sheet.feeds")}>
          <p class="hint">{t(view?.keeps_on ? "ui.sheet.feeds_kept_on" : "ui.sheet.feeds")}</p>
          {FED.map((one) => (
            <button
              key={one} class={`chip ${one === fed ? "main" : ""}`} aria-pressed={one === fed}
              onClick={() => void wish("SetFeeds", { entity: thing.id, feeds: one === told ? null : one })}
            >
              {named("reply.kind", one)}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
