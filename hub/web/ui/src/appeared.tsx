// A device that has just come: name it, say where it is and what it feeds, try it.
import { useState } from "preact/hooks";
import { turn, wish } from "./acts";
import { AreaField } from "./device";
import { Feeds, isFed } from "./feeds";
import { Icon, iconOf } from "./icons";
import { carriedBy, deviceLabel } from "./rooms";
import { dotted, isOn, stateWords } from "./states";
import { areas, devices, type Thing } from "./store";
import { phaseOf, sendingWords } from "./tiles/tile";
import { t } from "./words";

const TRIED = ["light", "switch", "fan", "siren", "media_player"];

export function Appeared({ id, onDone }: { id: string; onDone: () => void }) {
  const device = devices.value.get(id);
  const [name, setName] = useState<string | null>(null);
  const [area, setArea] = useState<string | null>(null);
  if (!device) return null;
  const parts = carriedBy(id);
  const shown = parts.filter(({ entity }) => !entity.value.category && entity.value.enabled);
  const tried = shown.find(({ entity }) => TRIED.includes(entity.value.kind));
  const plug = shown.find(isFed);
  const room = areas.value.get(device.area)?.name ?? "";
  const done = async (event: Event) => {
    event.preventDefault();
    const label = name?.trim();
    if (label && label !== deviceLabel(device) && !(await wish("NameDevice", { device: id, name: label }))) return;
    const place = area?.trim();
    if (place && place !== room && !(await wish("MoveDevice", { device: id, area: place }))) return;
    onDone();
    location.hash = `#/device/${encodeURIComponent(id)}`;
  };
  const lead = shown[0] ?? parts[0];
  return (
    <form class="card appeared" onSubmit={done}>
      <header>
        <span class="ic">{lead && <Icon name={iconOf(lead.entity.value)} />}</span>
        <div class="tx">
          <h2>{t("ui.add.here", { name: deviceLabel(device) })}</h2>
          <p class="hint">{dotted(device.manufacturer, device.model)}</p>
        </div>
      </header>
      <div class="names">
        <label>
          {t("ui.sheet.name")}
          <input value={name ?? deviceLabel(device)} onInput={(e) => setName(e.currentTarget.value)} />
        </label>
        <AreaField area={area ?? room} onArea={setArea} />
      </div>
      {plug && <Feeds thing={plug} />}
      {tried ? <Try thing={tried} /> : <Told parts={shown} />}
      <button class="chip main">{t("ui.add.done")}</button>
    </form>
  );
}

function Try({ thing }: { thing: Thing }) {
  const on = isOn(thing.live.value);
  return (
    <div class={`try ${phaseOf(thing.sending.value)}`}>
      <button type="button" class="chip" disabled={!thing.live.value.available} onClick={() => void turn(thing, !on)}>
        {t("ui.add.try")}
      </button>
      <span class="s num" role="status">{sendingWords(thing.sending.value) || stateWords(thing)}</span>
    </div>
  );
}

/** What cannot be tried has told something: that is the proof. */
const Told = ({ parts }: { parts: Thing[] }) => (
  <dl class="parts">
    {parts.slice(0, 4).map((part) => (
      <div key={part.id}><dt>{part.entity.value.name}</dt><dd class="num">{stateWords(part)}</dd></div>
    ))}
  </dl>
);
