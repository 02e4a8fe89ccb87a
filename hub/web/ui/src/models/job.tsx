// The step under way, or the last one: how far it is, what it says, how it ended.
import { wish } from "../acts";
import type { Model, ModelJob } from "../generated";
import { Icon } from "../icons";
import { dotted } from "../states";
import { minute } from "../store";
import { FORMS, say, t, when } from "../words";
import { insist } from "./begin";
import { modelName } from "./names";

export function Job({ job, models }: { job: ModelJob; models: Model[] }) {
  const { step, name, progress, says, ended, failed } = job;
  const model = models.find((one) => one.name === name);
  const anyway = insist(job);
  const how = ended === 0 ? "runs" : failed?.id === "models.stopped" ? "stopped" : failed ? "failed" : "done";
  const title = t(`ui.models.job.${how}`, { step: t(`ui.models.step.${step}`), name: model ? modelName(model) : name });
  return (
    <section class={`card job ${how}`} aria-label={title}>
      <header>
        <span class="ic"><Icon name={how === "runs" ? "learns" : how === "failed" ? "warn" : "check"} /></span>
        <div class="tx" role="status">
          <h2>{title}</h2>
          {how === "failed" && failed && <p>{say(failed)}</p>}
          {(how === "done" || how === "stopped") && <p class="hint num">{when(ended, minute.value)}</p>}
        </div>
      </header>
      {how === "runs" && (
        <>
          <progress value={progress} max={1} aria-label={title} />
          <p class="hint num">{dotted(FORMS.percent!(progress), says.at(-1))}</p>
          <button class="chip" onClick={() => void wish("StopModelStep", {})}>{t("ui.models.stop")}</button>
        </>
      )}
      {anyway && <button class="chip" onClick={anyway}>{t("ui.models.anyway")}</button>}
      {says.length > 0 && (
        <details open={how === "done"}>
          <summary>{t("ui.models.says")}<span class="num">{says.length}</span></summary>
          <pre tabIndex={0}>{says.join("\n")}</pre>
        </details>
      )}
    </section>
  );
}
