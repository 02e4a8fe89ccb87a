// What moves: blinds and valves, fans, robots that clean or mow, players.
import { act } from "../acts";
import { call, can } from "../calls";
import { worded } from "../moods";
import { isOn } from "../states";
import type { Thing } from "../store";
import { t } from "../words";
import { Level, TurnButton } from "./light";
import { Choose, Doings, OnOff, Range } from "./parts";

const percent = (level: number) => t("ui.level", { level });

export function Cover({ thing }: { thing: Thing }) {
  const { state, available } = thing.live.value;
  const move = (to: "open" | "closed" | "stop") => () => act(thing, "Move", { to }, `ui.doing.${to}`);
  return (
    <>
      <Doings label="ui.cover.moves">
        {can(thing, "move") && <button class="chip main" disabled={!available} onClick={move("open")}>{t("ui.cover.up")}</button>}
        {can(thing, "stop") && <button class="chip" disabled={!available} onClick={move("stop")}>{t("ui.cover.stop")}</button>}
        {can(thing, "move") && <button class="chip main" disabled={!available} onClick={move("closed")}>{t("ui.cover.down")}</button>}
      </Doings>
      {can(thing, "level") && (
        <Range
          label={t("ui.cover.position")} low={0} high={100} value={state.level} say={percent} off={!available}
          onSet={(level) => act(thing, "SetLevel", { level }, "ui.doing.set")}
        />
      )}
      {can(thing, "tilt") && (
        <Range
          label={t("ui.cover.tilt")} low={0} high={100} value={state.tilt} say={percent} off={!available}
          onSet={(tilt_position) => call(thing, "set_cover_tilt_position", { tilt_position })}
        />
      )}
    </>
  );
}

export function Fan({ thing }: { thing: Thing }) {
  const { choices, modes } = thing.entity.value;
  const { state, available } = thing.live.value;
  return (
    <>
      <TurnButton thing={thing} />
      <Level thing={thing} label="ui.fan.speed" />
      {can(thing, "preset") && (
        <Choose
          label={t("ui.climate.preset")} options={choices.preset ?? modes} chosen={state.preset} say={worded} off={!available}
          onChoose={(preset_mode) => call(thing, "set_preset_mode", { preset_mode })}
        />
      )}
      {can(thing, "direction") && (
        <Choose
          label={t("ui.fan.direction")} options={choices.direction ?? ["forward", "reverse"]} chosen={state.direction}
          say={worded} off={!available} onChoose={(direction) => call(thing, "set_direction", { direction })}
        />
      )}
      {can(thing, "oscillating") && (
        <OnOff
          label={t("ui.fan.oscillate")} on={state.oscillating === true} off={!available}
          onSet={(oscillating) => call(thing, "oscillate", { oscillating })}
        />
      )}
    </>
  );
}

const ROBOT: [service: string, label: string][] = [
  ["start", "ui.robot.start"], ["start_mowing", "ui.robot.start"], ["pause", "ui.robot.pause"],
  ["stop", "ui.cover.stop"], ["return_to_base", "ui.robot.dock"], ["dock", "ui.robot.dock"],
  ["clean_spot", "ui.robot.spot"], ["locate", "ui.robot.locate"],
];

export function Robot({ thing }: { thing: Thing }) {
  const { choices } = thing.entity.value;
  const { state, available } = thing.live.value;
  return (
    <>
      <Doings label="ui.robot">
        {ROBOT.filter(([service]) => can(thing, service)).map(([service, label], i) => (
          <button
            key={service} class={`chip ${i ? "" : "main"}`} disabled={!available} onClick={() => call(thing, service)}
          >
            {t(label)}
          </button>
        ))}
      </Doings>
      <Choose
        label={t("ui.robot.suction")} options={choices.fan_speed ?? []} chosen={state.fan_speed} say={worded}
        off={!available} onChoose={(fan_speed) => call(thing, "set_fan_speed", { fan_speed })}
      />
    </>
  );
}

export function Player({ thing }: { thing: Thing }) {
  const { state, available } = thing.live.value;
  const playing = state.phase === "playing";
  return (
    <>
      <TurnButton thing={thing} />
      {can(thing, "playing") && available && isOn(thing.live.value) && (
        <button class="chip" onClick={() => act(thing, "Play", { playing: !playing }, "ui.doing.play")}>
          {t(playing ? "ui.sheet.pause" : "ui.sheet.play")}
        </button>
      )}
      <Level thing={thing} />
    </>
  );
}
