// What is plugged in here: one tap on a picture; what its name or its power suggests is chosen already.
import "./icons-rare";
import { useEffect, useState } from "preact/hooks";
import { wish } from "./acts";
import type { ApplianceKind, EntityView, FeedsStory } from "./generated";
import { Icon } from "./icons";
import { powerOf } from "./rooms";
import { ask } from "./socket";
import { named } from "./states";
import type { Thing } from "./store";
import { count, isKnown, t } from "./words";

const FED: ApplianceKind[] = [
  "fridge", "freezer", "heating", "pump", "medical", "router", "hub", "lamp", "tv", "washer", "dryer",
  "dishwasher", "water_heater", "heat_pump", "air_conditioner", "coffee_machine", "kettle", "oven", "fan", "vacuum",
];

const [LIKELY, GUESSES] = [0.1, 3]; // what is less likely is not named; so many are

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

/** Return what people call a kind of appliance. */
export const fedName = (kind: string): string =>
  isKnown(`ui.feeds.${kind}`) ? t(`ui.feeds.${kind}`) : named("reply.kind", kind);

export const isFed = (thing: Thing): boolean =>
  thing.entity.value.kind === "switch" && !thing.entity.value.category;

export function Feeds({ thing }: { thing: Thing }) {
  const { feeds: told, traced } = thing.entity.value;
  const view = useView(thing.id, `${told} ${traced}`);
  const fed = told ?? view?.feeds ?? null;
  const keeps = view?.keeps_on ?? thing.kept.value;
  useEffect(() => {
    if (view) thing.kept.value = view.keeps_on;
  }, [view]);
  return (
    <fieldset class="feeds">
      <legend>{t("ui.sheet.feeds")}</legend>
      {!told && fed && fed !== traced && <p class="hint">{t("ui.feeds.suggested")}</p>}
      {!told && (!fed || fed === traced) && powerOf(thing.entity.value.device) && <Trace key={`${traced}`} thing={thing} />}
      <div class="fed">
        {FED.map((one) => (
          <button
            key={one} type="button" class={one === told ? "main" : one === fed ? "maybe" : ""} aria-pressed={one === fed}
            onClick={() => void wish("SetFeeds", { entity: thing.id, feeds: one === told ? null : one })}
          >
            <Icon name={one} />
            <span>{fedName(one)}</span>
          </button>
        ))}
      </div>
      {keeps && <p class="hint shielded"><Icon name="shield" />{t("ui.feeds.kept")}</p>}
    </fieldset>
  );
}

/** Why its power suggests what it does, or that it is still being looked at. */
function Trace({ thing }: { thing: Thing }) {
  const [story, setStory] = useState<FeedsStory | null>(null);
  useEffect(() => {
    let gone = false;
    ask("ExplainFeeds", { entity: thing.id }).then((got) => gone || setStory(got), () => {});
    return () => void (gone = true);
  }, [thing.id]);
  if (!story) return null;
  const likely = story.guesses.filter(({ probability }) => probability >= LIKELY).slice(0, GUESSES);
  const kinds = likely.map(({ kind, probability }) => t("ui.feeds.guess", { kind: fedName(kind), share: probability }));
  const days = Math.floor(story.days);
  return (
    <p class="hint num">
      {story.kind ? t("ui.feeds.traced") : t("ui.feeds.looking")}{" "}
      {kinds.length > 0 && days > 0 && count("ui.feeds.because", days, { kinds: kinds.join(t("ui.known.and")) })}
    </p>
  );
}
