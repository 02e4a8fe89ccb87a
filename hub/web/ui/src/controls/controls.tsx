// The controls of any thing, in full on its sheet and in short on its device's page.
import "../icons-rare";
import "../moods";
import type { FunctionComponent } from "preact";
import { act, turn } from "../acts";
import type { Kind } from "../generated";
import { Picture } from "../picture";
import { labelOf } from "../rooms";
import { isOn, stateWords } from "../states";
import type { Thing } from "../store";
import { phaseOf, sendingWords } from "../tiles/tile";
import { t } from "../words";
import { Climate, Humidifier, WaterHeater } from "./climate";
import { Alarm, Lock } from "./guarded";
import { Light, TurnButton } from "./light";
import { Cover, Fan, Player, Robot } from "./moving";
import { OnOff } from "./parts";
import { Notify, Number_, Press, Select, Siren, Text, Update } from "./setting";

const Shows = ({ thing }: { thing: Thing }) => <Picture thing={thing} label={labelOf(thing)} />;

const OWN: Partial<Record<Kind, FunctionComponent<{ thing: Thing }>>> = {
  light: Light, switch: TurnButton, fan: Fan, media_player: Player, lock: Lock, cover: Cover, valve: Cover,
  climate: Climate, water_heater: WaterHeater, humidifier: Humidifier, siren: Siren, vacuum: Robot, lawn_mower: Robot,
  select: Select, number: Number_, text: Text, button: Press, scene: Press, notify: Notify, update: Update,
  alarm_control_panel: Alarm, camera: Shows, image: Shows,
};

export function Controls({ thing }: { thing: Thing }) {
  const Own = OWN[thing.entity.value.kind];
  const { sending } = thing;
  return (
    <div class="controls">
      <p class={`state num ${phaseOf(sending.value)}`} role="status">
        <span class="s">{sendingWords(sending.value) || stateWords(thing)}</span>
        {sending.value?.phase === "no_answer" && (
          <button class="chip" onClick={() => sending.value?.again()}>{t("ui.retry")}</button>
        )}
      </p>
      {Own && <Own thing={thing} />}
    </div>
  );
}

const TURNED = new Set<Kind>(["light", "switch", "fan", "siren", "humidifier", "media_player"]);

/** The one control that fits a line; what needs more is on the sheet. */
export function Short({ thing }: { thing: Thing }) {
  const { kind, features } = thing.entity.value;
  if (TURNED.has(kind)) {
    return (
      <OnOff
        label={labelOf(thing)} bare on={isOn(thing.live.value)} off={!thing.live.value.available}
        onSet={(on) => turn(thing, on)}
      />
    );
  }
  if (kind === "select") return <Select thing={thing} bare />;
  if (kind === "number") return <Number_ thing={thing} bare />;
  if (kind === "button" || kind === "scene") return <Press thing={thing} />;
  if (kind === "cover" && features.includes("move")) {
    const open = thing.live.value.state.phase === "open";
    return (
      <button
        class="chip" disabled={!thing.live.value.available}
        onClick={() => act(thing, "Move", { to: open ? "closed" : "open" }, open ? "ui.doing.closed" : "ui.doing.open")}
      >
        {t(open ? "ui.cover.down" : "ui.cover.up")}
      </button>
    );
  }
  return null;
}
