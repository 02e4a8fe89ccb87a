// What controls are made of: sliders, steps, choices, switches.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../words";

const MANY = 7; // choices that are too many for a row of buttons

interface Slides {
  label: string; low: number; high: number; step?: number; value: number | null | undefined;
  say: (value: number) => string; onSet: (value: number) => void; off?: boolean; track?: string;
}

/** A slider that says its value while it is moved, and sets it when it is let go. */
export function Range({ label, low, high, step = 1, value, say, onSet, off = false, track = "" }: Slides) {
  const [held, setHeld] = useState<number | null>(null);
  const told = value ?? null;
  const shown = held ?? told ?? low;
  return (
    <label class={`range ${track}`}>
      <span>{label}<b class="num">{held === null && told === null ? "\u2013" : say(shown)}</b></span>
      <input
        type="range" min={low} max={high} step={step} value={shown} disabled={off} aria-valuetext={say(shown)}
        onInput={(event) => setHeld(Number(event.currentTarget.value))}
        onChange={(event) => {
          setHeld(null);
          onSet(Number(event.currentTarget.value));
        }}
      />
    </label>
  );
}

interface Chooses {
  label: string; options: readonly string[]; chosen: string | null | undefined;
  say: (option: string) => string; onChoose: (option: string) => void; off?: boolean; bare?: boolean;
}

/** One of several: a row of buttons, a list where there are many. */
export function Choose({ label, options, chosen, say, onChoose, off = false, bare = false }: Chooses) {
  if (!options.length) return null;
  if (bare || options.length >= MANY) {
    return (
      <label class="field">
        <span class={bare ? "unseen" : ""}>{label}</span>
        <select disabled={off} value={chosen ?? ""} onChange={(event) => onChoose(event.currentTarget.value)}>
          {!options.includes(chosen ?? "") && <option value="" disabled>{"\u2013"}</option>}
          {options.map((option) => <option key={option} value={option}>{say(option)}</option>)}
        </select>
      </label>
    );
  }
  return (
    <fieldset class="choose">
      <legend>{label}</legend>
      {options.map((option) => (
        <button
          key={option} class={`chip ${option === chosen ? "main" : ""}`} aria-pressed={option === chosen}
          disabled={off} onClick={() => onChoose(option)}
        >
          {say(option)}
        </button>
      ))}
    </fieldset>
  );
}

/** A switch with its name beside it. */
export function OnOff({ label, on, onSet, off = false, bare = false }: {
  label: string; on: boolean; onSet: (on: boolean) => void; off?: boolean; bare?: boolean;
}) {
  return (
    <label class="onoff">
      <span class={bare ? "unseen" : ""}>{label}</span>
      <input type="checkbox" role="switch" checked={on} disabled={off} onClick={(event) => {
        event.preventDefault(); // it shows what is true, not what was wished
        onSet(!on);
      }} />
    </label>
  );
}

/** A row of buttons that do things. */
export function Doings({ label, children }: { label?: string; children: ComponentChildren }) {
  return <div class="act" role="group" aria-label={label && t(label)}>{children}</div>;
}
