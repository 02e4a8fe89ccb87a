// What an appliance does now: its programme and when it is done, whether it waits to be emptied, how it fares.
import { seen } from "../acts";
import { clockOf } from "../calendar";
import type { ApplianceStory, Notification, PresentRun } from "../generated";
import { Icon } from "../icons";
import { dotted } from "../states";
import { minute, notifications } from "../store";
import { FORMS, t, when } from "../words";

const A_DAY = 86_400; // seconds; a message that is older reminds no more
const [USUAL, EDGE] = [0.35, 0.5]; // of the score: below it all is as usual, above it is strange

export function Now({ story, isWell }: { story: ApplianceStory; isWell: boolean }) {
  const { running, score } = story;
  if (running) return <Running run={running} />;
  const told = toldOf(story.appliance.id);
  const ended = story.unload_since ?? lately(told[0]);
  if (ended !== null) return <Done told={told} ended={ended} waits={story.unload_since !== null} />;
  if (!isWell || score === null) return null;
  const how = score < USUAL ? "usual" : score < EDGE ? "unusual" : "strange";
  return (
    <section class={`card line now ${how}`}>
      <span class="ic"><Icon name={how === "usual" ? "check" : "warn"} /></span>
      <div class="tx"><b>{t(`ui.appliance.${how}`)}</b> <span>{t(`ui.appliance.${how}.about`)}</span></div>
    </section>
  );
}

function Running({ run }: { run: PresentRun }) {
  const { began, ends, progress, energy_wh: energy, programme } = run;
  const left = ends === null ? 0 : Math.max(60, ends - minute.value);
  return (
    <section class="card now" aria-label={t("ui.run.title")}>
      <div class="line">
        <span class="ic"><Icon name="play" /></span>
        <div class="tx">
          <b class="num">{ends === null ? t("ui.run.title") : t("ui.run.done_in.title", { left })}</b>{" "}
          <span class="num">
            {dotted(
              ends !== null && t("ui.run.ends", { time: clockOf(ends) }),
              t("ui.run.since", { time: when(began, minute.value), took: Math.max(60, minute.value - began) }),
              FORMS.kwh!(energy), programme >= 0 && t("ui.run.programme", { n: programme + 1 }),
            )}
          </span>
        </div>
      </div>
      {progress !== null && <progress value={progress} max={1} aria-label={t("ui.run.progress")} />}
      {ends === null && <p class="hint">{t("ui.run.unknown_end")}</p>}
    </section>
  );
}

/** Return what told people, unseen, that this machine is done. */
const toldOf = (appliance: string): Notification[] =>
  notifications.value.filter(({ seen_at, subject, message }) =>
    seen_at === null && subject === appliance && /^notify\.(unload|cycle_ended)/.test(message.id));

/** Return when the programme ended that a message tells of, unless that was long ago. */
function lately(told: Notification | undefined): number | null {
  if (!told) return null;
  const { ended } = told.message.values;
  const at = typeof ended === "number" ? ended : told.at;
  return minute.value - at < A_DAY ? at : null;
}

/** It is done; `waits` where its power shows that nobody opened it since. */
function Done({ told, ended, waits }: { told: Notification[]; ended: number; waits: boolean }) {
  const how = !waits ? "ui.run.finished" : told.length ? "ui.run.unload" : "ui.run.done";
  return (
    <section class="card line now">
      <span class="ic"><Icon name="check" /></span>
      <div class="tx">
        <b>{t(how)}</b> <span class="num">{t("ui.run.done_at", { time: when(ended, minute.value) })}</span>
      </div>
      {told.length > 0 && (
        <button class="chip go" onClick={() => void seen(told.map(({ id }) => id))}>{t("ui.run.emptied")}</button>
      )}
    </section>
  );
}
