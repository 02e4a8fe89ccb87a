// What keeps warmth and moisture: targets, modes, presets, fan and swing.
import { act } from "../acts";
import { call, can } from "../calls";
import { worded } from "../moods";
import { named } from "../states";
import type { Thing } from "../store";
import { FORMS, t } from "../words";
import { TurnButton } from "./light";
import { Choose, Range } from "./parts";

const celsius = FORMS.celsius!;
const percent = (level: number) => t("ui.level", { level });
const moded = (mode: string) => (named("ui.mode", mode) === mode.replaceAll("_", " ") ? worded(mode) : named("ui.mode", mode));

export function Climate({ thing }: { thing: Thing }) {
  const { choices, low, high, step } = thing.entity.value;
  const { state, available } = thing.live.value;
  const warmth = { low: low ?? 5, high: high ?? 35, step: step ?? 0.5, say: celsius, off: !available };
  const both = (from: number, to: number) =>
    call(thing, "set_temperature", { target_temp_low: Math.min(from, to), target_temp_high: Math.max(from, to) }, "ui.doing.temperature");
  const [from, to] = [state.low ?? warmth.low, state.high ?? warmth.high];
  return (
    <>
      {can(thing, "target") && (
        <Range
          {...warmth} label={t("ui.climate.target")} value={state.target}
          onSet={(value) => act(thing, "SetTemperature", { celsius: value }, "ui.doing.temperature")}
        />
      )}
      {can(thing, "range") && (
        <>
          <Range {...warmth} label={t("ui.climate.from")} value={state.low} onSet={(value) => both(value, to)} />
          <Range {...warmth} label={t("ui.climate.to")} value={state.high} onSet={(value) => both(from, value)} />
        </>
      )}
      <Modes thing={thing} />
      {can(thing, "preset") && (
        <Choose
          label={t("ui.climate.preset")} options={choices.preset_mode ?? []} chosen={state.preset} say={worded}
          off={!available} onChoose={(preset_mode) => call(thing, "set_preset_mode", { preset_mode })}
        />
      )}
      {can(thing, "fan_mode") && (
        <Choose
          label={t("ui.climate.fan_label")} options={choices.fan_mode ?? []} chosen={state.fan_mode} say={worded}
          off={!available} onChoose={(fan_mode) => call(thing, "set_fan_mode", { fan_mode })}
        />
      )}
      {can(thing, "swing_mode") && (
        <Choose
          label={t("ui.climate.swing")} options={choices.swing_mode ?? []} chosen={state.swing_mode} say={worded}
          off={!available} onChoose={(swing_mode) => call(thing, "set_swing_mode", { swing_mode })}
        />
      )}
      {can(thing, "humidity") && (
        <Range
          label={t("ui.climate.humidity")} low={30} high={99} value={state.humidity} say={percent} off={!available}
          onSet={(humidity) => call(thing, "set_humidity", { humidity })}
        />
      )}
    </>
  );
}

function Modes({ thing }: { thing: Thing }) {
  const { state, available } = thing.live.value;
  return (
    <Choose
      label={t("ui.sheet.mode")} options={thing.entity.value.modes} chosen={state.mode} say={moded} off={!available}
      onChoose={(mode) => act(thing, "SetMode", { mode }, "ui.doing.mode")}
    />
  );
}

export function Humidifier({ thing }: { thing: Thing }) {
  const { low, high } = thing.entity.value;
  const { state, available } = thing.live.value;
  return (
    <>
      <TurnButton thing={thing} />
      <Range
        label={t("ui.climate.humidity")} low={low ?? 0} high={high ?? 100} value={state.target} say={percent}
        off={!available} onSet={(humidity) => call(thing, "set_humidity", { humidity })}
      />
      <Modes thing={thing} />
    </>
  );
}

export function WaterHeater({ thing }: { thing: Thing }) {
  const { low, high, step } = thing.entity.value;
  const { state, available } = thing.live.value;
  return (
    <>
      {can(thing, "on") && <TurnButton thing={thing} />}
      {can(thing, "target") && (
        <Range
          label={t("ui.climate.target")} low={low ?? 30} high={high ?? 70} step={step ?? 1} value={state.target}
          say={celsius} off={!available}
          onSet={(value) => act(thing, "SetTemperature", { celsius: value }, "ui.doing.temperature")}
        />
      )}
      <Modes thing={thing} />
    </>
  );
}
