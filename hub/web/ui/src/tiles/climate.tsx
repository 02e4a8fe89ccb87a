// A thermostat: what it aims for in large, and a step colder or warmer.
import { useRef, useState } from "preact/hooks";
import { act } from "../acts";
import { iconOf } from "../icons";
import { convert, digitsOf, isImperial, shown } from "../measure";
import type { Place } from "../rooms";
import { stateWords } from "../states";
import type { Thing } from "../store";
import { Card, Round } from "./card";

const SETTLES = 700; // ms without another press before the wish is sent

export function ClimateTile({ place, thing }: { place: Place; thing: Thing }) {
  const [wished, setWished] = useState<number | null>(null);
  const timer = useRef(0);
  const { available, state } = thing.live.value;
  const entity = thing.entity.value;
  const { low, high, step } = { low: entity.low ?? 5, high: entity.high ?? 35, step: entity.step ?? 0.5 };
  const target = wished ?? state.target ?? null;
  const how = shown(target ?? 20, "°C");
  const pace = Math.max(1, Math.round(step * how.factor)); // whole degrees where °F are read
  const press = (direction: 1 | -1) => () => {
    const from = target ?? state.current ?? 20;
    const wish = isImperial()
      ? (Math.round(convert(from, how)) + direction * pace - how.offset) / how.factor
      : Math.round((from + direction * step) / step) * step;
    const celsius = Math.round(Math.min(high, Math.max(low, wish)) * 100) / 100;
    setWished(celsius);
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      await act(thing, "SetTemperature", { celsius }, "ui.doing.temperature");
      setWished(null);
    }, SETTLES);
  };
  const warmth = target !== null && convert(target, how).toFixed(digitsOf(how.unit) ?? 1);
  const { mode, action } = state;
  const running = action ? !["off", "idle"].includes(action) : mode !== null && mode !== "off";
  const tone = !available ? "old" : running ? (action === "heating" || mode === "heat" ? "warm" : "run") : "";
  const settable = available && entity.features.includes("target");
  return (
    <Card
      place={place}
      icon={iconOf(entity, place.appliance?.kind)}
      words={stateWords(thing)}
      tone={tone}
      sending={thing.sending.value}
      big={
        <span class="n">
          {place.label}
          {target !== null && <span class="big num">{warmth}<small>{"\u202f"}{how.unit}</small></span>}
        </span>
      }
    >
      {entity.features.includes("target") && (
        <>
          <Round icon="minus" label="ui.climate.cooler" onClick={press(-1)} disabled={!settable} />
          <Round icon="plus" label="ui.climate.warmer" onClick={press(1)} disabled={!settable} />
        </>
      )}
    </Card>
  );
}
