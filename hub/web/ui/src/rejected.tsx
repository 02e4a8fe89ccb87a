// What a thing told that the hub did not believe: how often, why, and the last of it.
import { useEffect, useState } from "preact/hooks";
import type { EntityView } from "./generated";
import { named } from "./states";
import type { Thing } from "./store";
import { t } from "./words";

export function Rejected({ thing }: { thing: Thing }) {
  const [view, setView] = useState<EntityView | null>(null);
  useEffect(() => {
    let gone = false;
    const answer = fetch(`/v1/entities/${encodeURIComponent(thing.id)}`);
    answer.then((got) => (got.ok ? got.json() : null)).then((got) => gone || setView(got), () => {});
    return () => void (gone = true);
  }, [thing.id]);
  const reasons = Object.entries(view?.rejected ?? {}).sort(([, a], [, b]) => b - a);
  if (!reasons.length) return null;
  return (
    <section class="rejected">
      <h3>{t("ui.rejected.title")}</h3>
      <dl class="parts">
        {reasons.map(([reason, times]) => (
          <div key={reason}>
            <dt>{named("ui.rejected", reason)}</dt>
            <dd class="num">{times}×</dd>
          </div>
        ))}
      </dl>
      {view?.last_rejected && <p class="hint">{t("ui.rejected.last", { why: view.last_rejected })}</p>}
    </section>
  );
}
