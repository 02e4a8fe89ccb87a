// More about a place: its controls in full, its last day, its name and room.
import { useState } from "preact/hooks";
import { setLevel, turn, wish, act } from "./acts";
import { History } from "./history";
import { more } from "./open";
import { Rejected } from "./rejected";
import { carriedBy, labelOf, type Place } from "./rooms";
import { Sheet } from "./sheet";
import { isOn, named, stateWords } from "./states";
import { areas, minute, things, type Thing } from "./store";
import { settable } from "./tiles/switchable";
import { toast } from "./toast";
import { Twin } from "./twin";
import { t, when } from "./words";

const TURNED = new Set(["light", "switch", "fan", "media_player"]);
const CHARTED = new Set(["sensor", "climate"]);

export function More() {
  const place = more.value;
  if (!place) return null;
  const { thing, appliance } = place;
  const about = thing ?? things.value.get(appliance?.power ?? "") ?? things.value.get(appliance?.temperature ?? "");
  const charted = chartedOf(place);
  return (
    <Sheet title={appliance && !thing ? appliance.name : about ? labelOf(about) : place.label} onClose={() => (more.value = null)}>
      {thing && <Controls thing={thing} />}
      {charted && <History key={charted.id} thing={charted} />}
      <Parts place={place} />
      {about && <Rejected key={`${about.id} rejected`} thing={about} />}
      {thing && <Twin key={`${thing.id} twin`} thing={thing} />}
      {about && <Names key={about.id} thing={about} />}
    </Sheet>
  );
}

/** Return the thing whose past says most: a machine's power, a sensor itself. */
function chartedOf({ thing, appliance, power }: Place): Thing | undefined {
  if (thing && CHARTED.has(thing.entity.value.kind)) return thing;
  return power ?? things.value.get(appliance?.power ?? "") ?? things.value.get(appliance?.temperature ?? "") ?? thing;
}

function Controls({ thing }: { thing: Thing }) {
  const { kind, modes, features, low, high } = thing.entity.value;
  const { state, available } = thing.live.value;
  const level = settable(thing);
  const on = isOn(thing.live.value);
  return (
    <div class="controls">
      <p class="state num">{stateWords(thing)}</p>
      {TURNED.has(kind) && (
        <button class="chip main" disabled={!available} onClick={() => turn(thing, !on)}>
          {t(on ? "ui.doing.turn_off" : "ui.doing.turn_on")}
        </button>
      )}
      {features.includes("playing") && available && on && (
        <button
          class="chip"
          onClick={() => act(thing, "Play", { playing: state.phase !== "playing" }, "ui.doing.play")}
        >
          {t(state.phase === "playing" ? "ui.sheet.pause" : "ui.sheet.play")}
        </button>
      )}
      {level !== null && (
        <Range label={t("ui.sheet.level")} low={1} high={100} value={level} onSet={(v) => setLevel(thing, v)} />
      )}
      {features.includes("kelvin") && available && (
        <Range
          label={t("ui.sheet.warmth")} low={low ?? 2000} high={high ?? 6500} value={state.kelvin ?? 2700}
          onSet={(kelvin) => act(thing, "SetColorTemperature", { kelvin }, "ui.doing.warmth")}
        />
      )}
      {kind === "climate" && modes.length > 0 && (
        <div class="act" role="group" aria-label={t("ui.sheet.mode")}>
          {modes.map((mode) => (
            <button
              key={mode} class={`chip ${mode === state.mode ? "main" : ""}`} aria-pressed={mode === state.mode}
              disabled={!available} onClick={() => act(thing, "SetMode", { mode }, "ui.doing.mode")}
            >
              {named("ui.mode", mode)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Range({ label, low, high, value, onSet }: {
  label: string; low: number; high: number; value: number; onSet: (value: number) => void;
}) {
  return (
    <label class="range">
      <span>{label}</span>
      <input type="range" min={low} max={high} value={value} onChange={(e) => onSet(Number(e.currentTarget.value))} />
    </label>
  );
}

/** What else the same device tells. */
function Parts({ place }: { place: Place }) {
  const device = place.thing?.entity.value.device ?? place.appliance?.id ?? "";
  const parts = carriedBy(device).filter((part) => part !== place.thing);
  if (!parts.length) return null;
  return (
    <dl class="parts">
      {parts.map((part) => (
        <div key={part.id}>
          <dt>{labelOf(part)}</dt>
          <dd class="num">{stateWords(part)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Names({ thing }: { thing: Thing }) {
  const entity = thing.entity.value;
  const [name, setName] = useState(labelOf(thing));
  const [area, setArea] = useState(areas.value.get(entity.area)?.name ?? "");
  const save = async (event: Event) => {
    event.preventDefault();
    const renamed = name === labelOf(thing) || (await wish("RenameEntity", { entity: entity.id, name }));
    const before = areas.value.get(entity.area)?.name ?? "";
    const moved = area === before || (await wish("MoveEntity", { entity: entity.id, area }));
    if (renamed && moved) toast(t("ui.sheet.saved"));
  };
  const { updated } = thing.live.value;
  return (
    <form class="names" onSubmit={save}>
      <label>{t("ui.sheet.name")}<input value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
      <label>
        {t("ui.sheet.area")}
        <input value={area} list="areas" onInput={(e) => setArea(e.currentTarget.value)} />
      </label>
      <datalist id="areas">{[...areas.value.values()].map((a) => <option key={a.id} value={a.name} />)}</datalist>
      <button class="chip">{t("ui.sheet.save")}</button>
      <p class="hint num">{updated !== null && t("ui.sheet.heard", { time: when(updated, minute.value) })} <code>{entity.id}</code></p>
    </form>
  );
}
