// What is wrong with a machine: the number that matters, the picture that shows it, what to do.
import { useState } from "preact/hooks";
import { seen, wish } from "./acts";
import type { Fault, Verdict } from "./generated";
import { Icon } from "./icons";
import { later } from "./later";
import { notifications } from "./store";
import { toast } from "./toast";
import { say, t } from "./words";

const EvidenceChart = later(
  async () => (await import("./evidence")).EvidenceChart,
  () => <figure class="evidence" aria-hidden="true"><svg /></figure>,
);

/** Return the notifications that tell of this fault and nobody has seen. */
const unseenOf = (fault: Fault) =>
  notifications.value.filter((n) => !n.seen_at && n.subject === fault.id).map((n) => n.id);

export function FaultCard({ fault }: { fault: Fault }) {
  const [unfolded, setUnfolded] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const unfold = () => {
    setUnfolded(!unfolded);
    void seen(unseenOf(fault));
  };
  const settle = (verdict: Verdict) => async () => {
    setLeaving(true);
    if (await wish("SettleFault", { fault: fault.id, verdict })) {
      void seen(unseenOf(fault));
      toast(t(`ui.fault.settled.${verdict}`));
    }
    setLeaving(false);
  };
  const advice = `advice-${fault.id}`;
  const cost = costOf(fault);
  return (
    <section class={`card fault ${fault.severity}`} aria-busy={leaving}>
      <div class="head">
        <h2><Icon name="warn" />{say(fault.title)}</h2>
        {cost && <span class="cost num">{cost}</span>}
      </div>
      <p class="num">{say(fault.why)}</p>
      {(fault.evidence[0]?.times.length ?? 0) > 1 && <EvidenceChart evidence={fault.evidence[0]!} />}
      <div class="fold" id={advice} hidden={!unfolded}>
        <ol>{fault.advice.map((step) => <li key={step.id}>{say(step)}</li>)}</ol>
        <p class="sure">{t("ui.fault.sure", { share: fault.confidence })}</p>
      </div>
      <div class="act">
        {fault.advice.length > 0 && (
          <button class="chip main" aria-expanded={unfolded} aria-controls={advice} onClick={unfold}>
            {t("ui.fault.what_to_do")}
          </button>
        )}
        <button class="chip" disabled={leaving} onClick={settle("fixed")}>{t("ui.fault.fixed")}</button>
        <button class="chip" disabled={leaving} onClick={settle("false_alarm")}>{t("ui.fault.not_a_fault")}</button>
      </div>
    </section>
  );
}

/** Tell what a fault costs a month: in money where there is a price, else in energy. */
function costOf(fault: Fault): string {
  const { cost_per_month: cost, kwh_per_month: kwh, currency } = fault;
  if (cost !== null && cost > 0) return t("ui.fault.cost_money", { cost, currency });
  return kwh !== null && kwh > 0 ? t("ui.fault.cost_energy", { energy: 1000 * kwh }) : "";
}
