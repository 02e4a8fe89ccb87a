// One appliance: what is wrong, what it does now, what is known of it, what it did, what was done to it.
import "../icons-rare";
import { FaultCard } from "../fault";
import { fedName } from "../feeds";
import type { Appliance, ApplianceStory } from "../generated";
import { Icon } from "../icons";
import { dotted, isHeard, stateWords, watts } from "../states";
import { appliances, areas, faults, things } from "../store";
import { t } from "../words";
import { Anew } from "./anew";
import { Care } from "./care";
import { Days } from "./days";
import { Learned } from "./learned";
import { Now } from "./now";
import { PastRuns } from "./past";
import { useStory } from "./story";

export function MachinePage({ id }: { id: string }) {
  const told = useStory(id);
  const story = typeof told === "string" ? null : told;
  const appliance = appliances.value.get(id) ?? story?.appliance;
  const open = faults.value.filter((f) => f.appliance === id && (f.phase === "open" || f.phase === "confirmed"));
  if (!appliance) {
    return (
      <main class="settings machine" id="main">
        <Back />
        <p class="empty card">{t("ui.appliance.unknown")}</p>
      </main>
    );
  }
  return (
    <main class="settings machine" id="main" aria-busy={told === "waiting"}>
      <Top appliance={appliance} />
      {open.map((fault) => <FaultCard key={fault.id} fault={fault} open />)}
      {story && <Story story={story} isWell={open.length === 0} />}
      {told === "waiting" && <Skeleton />}
      {(told === "unknown" || told === "failed") && <p class="empty card">{t(`ui.appliance.${told}`)}</p>}
    </main>
  );
}

const Back = () => <a class="back" href="#/"><Icon name="right" />{t("ui.nav.home")}</a>;

function Top({ appliance }: { appliance: Appliance }) {
  const power = things.value.get(appliance.power);
  const temperature = things.value.get(appliance.temperature);
  return (
    <header class="top">
      <Back />
      <h1><span class="ic"><Icon name={appliance.kind} /></span>{appliance.name}</h1>
      <p class="sub num">
        {dotted(
          fedName(appliance.kind), areas.value.get(appliance.area)?.name,
          temperature && isHeard(temperature.live.value) && stateWords(temperature),
          power && isHeard(power.live.value) && watts(power),
        )}
      </p>
    </header>
  );
}

function Story({ story, isWell }: { story: ApplianceStory; isWell: boolean }) {
  return (
    <div class="cols">
      <div>
        <Now story={story} isWell={isWell} />
        <Learned story={story} />
        <Days days={story.days} price={story.price} />
      </div>
      <div>
        <PastRuns story={story} />
        <Care story={story} />
        <Anew story={story} />
        <a class="chip" href={`#/device/${encodeURIComponent(story.appliance.id)}`}>{t("ui.device.open")}</a>
      </div>
    </div>
  );
}

const Skeleton = () => (
  <div class="waiting" aria-hidden="true">
    {[88, 150, 190].map((height) => <div key={height} class="card skeleton" style={{ height: `${height}px` }} />)}
  </div>
);
