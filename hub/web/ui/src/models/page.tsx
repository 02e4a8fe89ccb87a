// What is learned: each appliance's model with its versions, what may be fetched, the step under way.
import "../icons-rare";
import { clockOf } from "../calendar";
import type { Model, ModelOffer, ModelShelf } from "../generated";
import { Icon } from "../icons";
import { dotted } from "../states";
import { appliances } from "../store";
import { measure, say, t } from "../words";
import { begin } from "./begin";
import { Job } from "./job";
import { modelName } from "./names";
import { isUnderWay, useShelf } from "./shelf";
import { Version } from "./version";

export function ModelsPage() {
  const { shelf, failed } = useShelf();
  return (
    <main class="settings models" id="main" aria-busy={!shelf && !failed}>
      <header class="top">
        <a class="back" href="#/settings"><Icon name="right" />{t("ui.settings.title")}</a>
        <h1>{t("ui.models.title")}</h1>
        <p class="sub num">{shelf && t("ui.models.next_night", { time: clockOf(shelf.next_night) })}</p>
      </header>
      {failed && <p class="card empty">{failed}</p>}
      {!shelf && !failed && [96, 180].map((height) => <div key={height} class="card skeleton" style={{ height: `${height}px` }} aria-hidden="true" />)}
      {shelf && <Shelf shelf={shelf} />}
    </main>
  );
}

function Shelf({ shelf }: { shelf: ModelShelf }) {
  const { models, offers, job, board } = shelf;
  const busy = isUnderWay(job);
  const waits = board.waits !== null;
  const fetched = offers.filter(({ place }) => place);
  const others = offers.filter(({ place }) => !place);
  const row = (offer: ModelOffer) => <Offer key={offer.name} offer={offer} busy={busy} />;
  return (
    <>
      {board.waits && (
        <p class="card line warning" role="status"><span class="ic"><Icon name="warn" /></span><span class="tx">{say(board.waits)}</span></p>
      )}
      {job && <Job key={`${job.step} ${job.began}`} job={job} models={models} />}
      <h2>{t("ui.models.own")}</h2>
      {!models.length && <p class="card empty">{t("ui.models.none")}</p>}
      {models.filter(isTrained).map((model) => <ModelCard key={model.name} model={model} busy={busy} waits={waits} />)}
      {models.filter((model) => !isTrained(model)).map((model) => (
        <details key={model.name} class="card">
          <summary>{modelName(model)}<span>{t("ui.models.untrained")}</span></summary>
          <Steps model={model} busy={busy} waits={waits} />
        </details>
      ))}
      {fetched.length > 0 && <h2>{t("ui.models.here")}</h2>}
      {fetched.length > 0 && <ul class="lines">{fetched.map(row)}</ul>}
      {others.length > 0 && (
        <details class="offers">
          <summary>{t("ui.models.offers")}<span class="num">{others.length}</span></summary>
          <ul class="lines">{others.map(row)}</ul>
        </details>
      )}
      <p class="hint num">
        {dotted(shelf.runs_on, board.celsius !== null && t("ui.models.board", { value: board.celsius }))}
      </p>
    </>
  );
}

interface Looks {
  model: Model;
  busy: boolean;
  waits: boolean;
}

const isTrained = ({ versions }: Model): boolean => versions.length > 0;

function ModelCard({ model, busy, waits }: Looks) {
  const { name, appliance, versions, scored, strange, drifted } = model;
  const works = versions.some(({ role }) => role === "works");
  return (
    <section class="card model" aria-label={modelName(model)}>
      <header>
        <span class="ic"><Icon name={appliances.value.get(appliance)?.kind ?? "learns"} /></span>
        <div class="tx">
          <h3>{modelName(model)}</h3>
          <p class="hint num">{works && scored ? t("ui.models.judged", { n: scored, share: strange }) : t(works ? "ui.models.fresh" : "ui.models.idle")}</p>
        </div>
      </header>
      {drifted && <p class="drifted"><Icon name="warn" />{t("ui.models.drifted")}</p>}
      <Steps model={model} busy={busy} waits={waits} />
      {[...versions].reverse().map((version) => <Version key={version.version} model={name} version={version} busy={busy} />)}
    </section>
  );
}

/** The steps of a model as a whole: look at its data, learn, take the version back that worked before. */
function Steps({ model: { name, versions }, busy, waits }: Looks) {
  const works = versions.find(({ role }) => role === "works");
  const back = versions.some(({ role, version }) => role === "kept" && works && version < works.version);
  const train = waits ? "ui.models.train_anyway" : "ui.models.step.train";
  return (
    <div class="act">
      <button class="chip" disabled={busy} onClick={() => begin({ step: "quality", name })}>{t("ui.models.step.quality")}</button>
      <button class="chip" disabled={busy} onClick={() => begin({ step: "train", name, anyway: waits })}>{t(train)}</button>
      {back && <button class="chip" disabled={busy} onClick={() => begin({ step: "rollback", name })}>{t("ui.models.step.rollback")}</button>}
    </div>
  );
}

function Offer({ offer, busy }: { offer: ModelOffer; busy: boolean }) {
  const { name, about, licence, size, place } = offer;
  const step = place ? "remove" : "fetch";
  return (
    <li class="card line offer">
      <span class="ic"><Icon name={place ? "check" : "fetch"} /></span>
      <div class="tx">
        <b>{about}</b> <span>{name}</span>
        <span class="num">{dotted(measure(size, "B"), licence)}</span>
      </div>
      <button class="chip" disabled={busy} aria-label={`${t(`ui.models.step.${step}`)}: ${name}`} onClick={() => begin({ step, name })}>
        {t(`ui.models.step.${step}`)}
      </button>
    </li>
  );
}
