// Another machine stands there, or this one stands elsewhere: said once, and once more to be sure.
import { useState } from "preact/hooks";
import { wish } from "../acts";
import type { ApplianceStory, Asked } from "../generated";
import { toast } from "../toast";
import { t } from "../words";

type Why = NonNullable<Asked<"ReplaceAppliance">["why"]>;
const WHYS: Why[] = ["replaced", "moved"];

export function Anew({ story }: { story: ApplianceStory }) {
  const [why, setWhy] = useState<Why | null>(null);
  const { id, name } = story.appliance;
  const begin = async () => {
    if (why && (await wish("ReplaceAppliance", { appliance: id, why }))) toast(t("ui.anew.done", { name }));
    setWhy(null);
  };
  return (
    <details class="card anew">
      <summary>{t("ui.anew.title")}</summary>
      <p class="hint">{t("ui.anew.about")}</p>
      {why === null ? (
        <div class="act">
          {WHYS.map((one) => <button key={one} class="chip" onClick={() => setWhy(one)}>{t(`ui.anew.${one}`)}</button>)}
        </div>
      ) : (
        <div class="sure" role="group" aria-label={t(`ui.anew.${why}`)}>
          <p class="num">{t("ui.anew.sure", { days: story.known?.days ?? 0, cycles: story.cycles.length })}</p>
          <div class="act">
            <button class="chip danger" onClick={() => void begin()}>{t("ui.anew.yes")}</button>
            <button class="chip" ref={(button) => button?.focus()} onClick={() => setWhy(null)}>{t("ui.cancel")}</button>
          </div>
        </div>
      )}
    </details>
  );
}
