// The rest of a fault's card: the picture, how sure it is, what to do, and a person's verdict.
import "./icons-rare";
import { useState } from "preact/hooks";
import { seen, wish } from "./acts";
import { EvidenceChart, isPicture } from "./evidence";
import type { Fault, Verdict } from "./generated";
import { Icon } from "./icons";
import { dotted } from "./states";
import { appliances, minute, notifications } from "./store";
import { toast } from "./toast";
import { say, t, when } from "./words";

const VERDICTS: [Verdict, string][] = [
  ["confirmed", "ui.fault.is_so"], ["fixed", "ui.fault.fixed"], ["false_alarm", "ui.fault.not_a_fault"],
];

/** Return the notifications that tell of this fault and nobody has seen. */
const unseenOf = (fault: Fault) =>
  notifications.value.filter((n) => !n.seen_at && n.subject === fault.id).map((n) => n.id);

export function FaultRest({ fault, open = false }: { fault: Fault; open?: boolean }) {
  const [unfolded, setUnfolded] = useState(open);
  const [picture, ...others] = fault.evidence.filter(isPicture);
  const unfold = () => {
    setUnfolded(!unfolded);
    void seen(unseenOf(fault));
  };
  const advice = `advice-${fault.id}`;
  return (
    <>
      {picture && <EvidenceChart evidence={picture} />}
      <p class="sure num">
        {dotted(t(`ui.fault.severity.${fault.severity}`), t("ui.fault.sure", { share: fault.confidence }))}
      </p>
      <button class="chip main wide" aria-expanded={unfolded} aria-controls={advice} onClick={unfold}>
        {t("ui.fault.what_to_do")}
      </button>
      <div class="fold" id={advice} hidden={!unfolded}>
        <ol>{fault.advice.map((step) => <li key={step.id}>{say(step)}</li>)}</ol>
        {fault.confirm && (
          <p class="confirm"><Icon name="seek" /><span><b>{t("ui.fault.confirm")}</b> {say(fault.confirm)}</span></p>
        )}
        {others.map((one) => <EvidenceChart key={one.signal} evidence={one} />)}
        <AboutAppliance fault={fault} open={open} />
      </div>
      <Verdicts fault={fault} />
    </>
  );
}

/** Lead to the appliance's own page, unless this is it. */
function AboutAppliance({ fault, open }: { fault: Fault; open: boolean }) {
  const appliance = appliances.value.get(fault.appliance);
  if (!appliance || open) return null;
  return (
    <a class="chip about-it" href={`#/appliance/${encodeURIComponent(appliance.id)}`}>
      {t("ui.appliance.open", { name: appliance.name })}
    </a>
  );
}

/** Three words a person may give; what follows from each is said before and after. */
function Verdicts({ fault }: { fault: Fault }) {
  const [leaving, setLeaving] = useState(false);
  const settle = (verdict: Verdict) => async () => {
    setLeaving(true);
    if (await wish("SettleFault", { fault: fault.id, verdict })) {
      void seen(unseenOf(fault));
      toast(t(`ui.fault.settled.${verdict}`));
    }
    setLeaving(false);
  };
  const confirmed = fault.phase === "confirmed";
  return (
    <div class="verdicts" role="group" aria-label={t("ui.fault.verdict")} aria-busy={leaving}>
      {confirmed && (
        <p class="num"><Icon name="check" />{t("ui.fault.confirmed_on", { time: when(fault.settled_at ?? fault.raised_at, minute.value) })}</p>
      )}
      {VERDICTS.filter(([verdict]) => !(confirmed && verdict === "confirmed")).map(([verdict, label]) => (
        <button
          key={verdict} disabled={leaving} aria-label={t(label)} aria-describedby={`${fault.id}-${verdict}`} onClick={settle(verdict)}
        >
          <b>{t(label)}</b> <small id={`${fault.id}-${verdict}`}>{t(`ui.fault.means.${verdict}`)}</small>
        </button>
      ))}
    </div>
  );
}
