// What is wrong with a machine: its name, the number that matters; the rest follows at once.
import type { Fault } from "./generated";
import { Icon } from "./icons";
import { later } from "./later";
import { say, t } from "./words";

const FaultRest = later(
  async () => (await import("./verdict")).FaultRest,
  () => <div class="rest" aria-hidden="true" />,
);

export function FaultCard({ fault, open }: { fault: Fault; open?: boolean }) {
  const cost = costOf(fault);
  return (
    <section class={`card fault ${fault.severity}`} aria-labelledby={fault.id}>
      <div class="head">
        <h2 id={fault.id}><Icon name="warn" />{say(fault.title)}</h2>
        {cost && <span class="cost num">{cost}</span>}
      </div>
      <p class="num">{say(fault.why)}</p>
      <FaultRest fault={fault} open={open} />
    </section>
  );
}

/** Tell what a fault costs a month: in money where there is a price, else in energy. */
function costOf(fault: Fault): string {
  const { cost_per_month: cost, kwh_per_month: kwh, currency } = fault;
  if (cost !== null && cost > 0) return t("ui.fault.cost_money", { cost, currency });
  return kwh !== null && kwh > 0 ? t("ui.fault.cost_energy", { energy: 1000 * kwh }) : "";
}
