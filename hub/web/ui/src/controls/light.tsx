// A light: on and off, how bright, which white, which colour, which effect.
import { act, setLevel, turn } from "../acts";
import { call, can } from "../calls";
import { worded } from "../moods";
import { isOn } from "../states";
import type { Thing } from "../store";
import { settable } from "../tiles/switchable";
import { t } from "../words";
import { Choose, Range } from "./parts";

const HUES: [name: string, hue: number, saturation: number][] = [
  ["candle", 32, 72], ["red", 0, 100], ["rose", 335, 60], ["violet", 275, 75],
  ["blue", 230, 90], ["sky", 195, 70], ["green", 130, 80], ["lime", 75, 80],
];
const WHITES: [name: string, kelvin: number][] = [["warm", 2700], ["neutral", 4000], ["cold", 6000]];
const kelvins = (value: number) => t("ui.kelvin", { value });

export function TurnButton({ thing }: { thing: Thing }) {
  const on = isOn(thing.live.value);
  return (
    <button class="chip main" disabled={!thing.live.value.available} onClick={() => turn(thing, !on)}>
      {t(on ? "ui.turn_off" : "ui.turn_on")}
    </button>
  );
}

export function Level({ thing, label = "ui.sheet.level" }: { thing: Thing; label?: string }) {
  const level = settable(thing);
  if (level === null) return null;
  const step = Math.max(1, Math.round(thing.entity.value.kind === "fan" ? (thing.entity.value.step ?? 1) : 1));
  return (
    <Range
      label={t(label)} low={0} high={100} step={step} value={level}
      say={(v) => t("ui.level", { level: v })} onSet={(v) => (v ? setLevel(thing, v) : turn(thing, false))}
    />
  );
}

export function Light({ thing }: { thing: Thing }) {
  const { choices } = thing.entity.value;
  const { state, available } = thing.live.value;
  return (
    <>
      <TurnButton thing={thing} />
      <Level thing={thing} label="ui.light.brightness" />
      {can(thing, "kelvin") && <Whites thing={thing} />}
      {can(thing, "colour") && <Colours thing={thing} />}
      <Choose
        label={t("ui.light.effect")} options={choices.effect ?? []} chosen={state.effect} say={worded} off={!available}
        onChoose={(effect) => call(thing, "turn_on", { effect })}
      />
    </>
  );
}

function Whites({ thing }: { thing: Thing }) {
  const { low, high } = thing.entity.value;
  const { state, available } = thing.live.value;
  const [coldest, warmest] = [high ?? 6500, low ?? 2000];
  const set = (kelvin: number) => act(thing, "SetColorTemperature", { kelvin }, "ui.doing.warmth");
  const whites = WHITES.filter(([, kelvin]) => kelvin >= warmest && kelvin <= coldest);
  return (
    <>
      <Range
        label={t("ui.sheet.warmth")} low={Math.ceil(warmest)} high={Math.floor(coldest)} step={50} value={state.kelvin}
        say={kelvins} onSet={set} off={!available} track="whites"
      />
      <div class="act">
        {whites.map(([name, kelvin]) => (
          <button key={name} class="chip" disabled={!available} onClick={() => set(kelvin)}>{t(`ui.white.${name}`)}</button>
        ))}
      </div>
    </>
  );
}

function Colours({ thing }: { thing: Thing }) {
  const { state, available } = thing.live.value;
  const hue = state.hue ?? 0;
  const saturation = state.saturation ?? 100;
  const set = (h: number, s: number) => call(thing, "turn_on", { hs_color: [h, s] });
  const degrees = (value: number) => `${Math.round(value)}\u00b0`;
  return (
    <fieldset class="colours" style={{ "--hue": hue }}>
      <legend>{t("ui.light.colour")}</legend>
      <div class="swatches">
        {HUES.map(([name, h, s]) => (
          <button
            key={name} class="swatch" style={{ "--hue": h, "--pale": `${100 - s / 2}%` }} disabled={!available}
            aria-label={t(`ui.colour.${name}`)} onClick={() => set(h, s)}
          />
        ))}
      </div>
      <Range
        label={t("ui.light.hue")} low={0} high={359} value={state.hue} say={degrees} off={!available} track="hues"
        onSet={(h) => set(h, saturation)}
      />
      <Range
        label={t("ui.light.saturation")} low={0} high={100} value={state.saturation} track="depths" off={!available}
        say={(v) => t("ui.level", { level: v })} onSet={(s) => set(hue, s)}
      />
    </fieldset>
  );
}
