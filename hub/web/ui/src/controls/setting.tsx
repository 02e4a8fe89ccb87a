// What is chosen, set, written, pressed or installed.
import { useState } from "preact/hooks";
import { call, can } from "../calls";
import { convert, shown } from "../measure";
import { worded } from "../moods";
import type { Thing } from "../store";
import { pressOf } from "../tiles/rarer";
import { measure, t } from "../words";
import { TurnButton } from "./light";
import { Choose, Range } from "./parts";

const SLIDES = 100; // steps beyond which a slider is too coarse for a finger

interface Sets { thing: Thing; bare?: boolean }

export function Select({ thing, bare = false }: Sets) {
  const { choices } = thing.entity.value;
  const { state, available } = thing.live.value;
  return (
    <Choose
      label={labelled(thing, "ui.setting.option")} options={choices.option ?? []} chosen={state.option} say={worded}
      off={!available} bare={bare} onChoose={(option) => call(thing, "select_option", { option })}
    />
  );
}

const labelled = (thing: Thing, id: string) => `${t(id)}: ${thing.entity.value.alias || thing.entity.value.name}`;

export function Number_({ thing, bare = false }: Sets) {
  const { low, high, step, unit, choices } = thing.entity.value;
  const { value } = thing.live.value.state;
  const [from, to, by] = [low ?? 0, high ?? 100, step ?? 1];
  const told = typeof value === "number" ? value : null;
  const set = (wish: number) => call(thing, "set_value", { value: wish });
  const mode = choices.mode?.[0] ?? ((to - from) / by <= SLIDES ? "slider" : "box");
  if (mode === "slider" && !bare) {
    return (
      <Range
        label={t("ui.setting.value")} low={from} high={to} step={by} value={told} off={!thing.live.value.available}
        say={(v) => measure(v, unit)} onSet={set}
      />
    );
  }
  return <Box thing={thing} value={told} onSet={set} bare={bare} />;
}

function Box({ thing, value, onSet, bare }: {
  thing: Thing; value: number | null; onSet: (value: number) => void; bare: boolean;
}) {
  const { low, high, step, unit } = thing.entity.value;
  const how = unit === "\u00b0C" ? shown(value ?? 20, unit) : { unit, factor: 1, offset: 0 };
  const there = (number: number | null | undefined) =>
    number === null || number === undefined ? undefined : Number(convert(number, how).toFixed(6));
  const [text, setText] = useState<string | null>(null);
  const send = (event: Event) => {
    event.preventDefault();
    if (text !== null && text !== "") onSet((Number(text) - how.offset) / how.factor);
    setText(null);
  };
  const label = labelled(thing, "ui.setting.value");
  return (
    <form class={`write ${bare ? "bare" : ""}`} onSubmit={send}>
      <input
        type="number" inputMode="decimal" min={there(low)} max={there(high)} step={how.factor === 1 ? (step ?? 1) : "any"}
        value={text ?? there(value) ?? ""} aria-label={label} disabled={!thing.live.value.available}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {how.unit && <span class="unit">{how.unit}</span>}
      {(text !== null || !bare) && <button class="chip main" disabled={text === null}>{t("ui.setting.set")}</button>}
    </form>
  );
}

export function Text({ thing }: Sets) {
  const { state, available } = thing.live.value;
  const secret = thing.entity.value.choices.mode?.[0] === "password";
  const [text, setText] = useState<string | null>(null);
  const send = (event: Event) => {
    event.preventDefault();
    if (text !== null) void call(thing, "set_value", { value: text });
    setText(null);
  };
  const own = {
    autocomplete: "off" as const, value: text ?? (secret ? "" : (state.text ?? "")), disabled: !available,
    "aria-label": labelled(thing, "ui.setting.text"),
    onInput: (event: { currentTarget: HTMLInputElement }) => setText(event.currentTarget.value),
  };
  return (
    <form class="write" onSubmit={send}>
      {secret ? <input type="password" {...own} /> : <input {...own} />}
      <button class="chip main" disabled={text === null}>{t("ui.setting.set")}</button>
    </form>
  );
}

export function Notify({ thing }: Sets) {
  const [text, setText] = useState("");
  const send = (event: Event) => {
    event.preventDefault();
    if (text.trim()) void call(thing, "send_message", { message: text.trim() }, "ui.doing.send");
    setText("");
  };
  return (
    <form class="write" onSubmit={send}>
      <input
        value={text} placeholder={t("ui.notify.message")} aria-label={t("ui.notify.message")}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button class="chip main" disabled={!text.trim()}>{t("ui.talk.send")}</button>
    </form>
  );
}

export function Press({ thing }: Sets) {
  const scene = thing.entity.value.kind === "scene";
  return (
    <button
      class="chip main" disabled={!thing.live.value.available}
      onClick={() => call(thing, pressOf(thing), {}, "ui.doing.press")}
    >
      {t(scene ? "ui.press.scene" : "ui.press.press")}
    </button>
  );
}

export function Siren({ thing }: Sets) {
  const { choices } = thing.entity.value;
  return (
    <>
      <TurnButton thing={thing} />
      <Choose
        label={t("ui.siren.tone")} options={choices.tone ?? []} chosen={null} say={worded} off={!thing.live.value.available}
        onChoose={(tone) => call(thing, "turn_on", { tone }, "ui.doing.turn_on")}
      />
    </>
  );
}

export function Update({ thing }: Sets) {
  const { installed, latest, in_progress, progress } = thing.live.value.state;
  const due = Boolean(latest) && latest !== installed;
  return (
    <>
      <dl class="parts versions num">
        <div><dt>{t("ui.update.installed")}</dt><dd>{installed ?? "\u2013"}</dd></div>
        <div><dt>{t("ui.update.latest")}</dt><dd>{latest ?? "\u2013"}</dd></div>
      </dl>
      {in_progress && (
        <progress aria-label={t("ui.update.installing")} max={100} value={progress ?? undefined} />
      )}
      {due && can(thing, "install") && !in_progress && (
        <button
          class="chip main" disabled={!thing.live.value.available}
          onClick={() => call(thing, "install", {}, "ui.update.installing")}
        >
          {t("ui.update.install")}
        </button>
      )}
    </>
  );
}
