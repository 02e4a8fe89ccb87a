// More about a place: its controls in full, its last day, its name and room.
import { useState } from "preact/hooks";
import { wish } from "./acts";
import { Controls } from "./controls/controls";
import { History } from "./history";
import { more } from "./open";
import { Rejected } from "./rejected";
import { carriedBy, labelOf, type Place } from "./rooms";
import { Sheet } from "./sheet";
import { stateWords } from "./states";
import { areas, minute, things, type Thing } from "./store";
import { toast } from "./toast";
import { Twin } from "./twin";
import { t, when } from "./words";

const CHARTED = new Set(["sensor", "climate"]);
const NUMBERED = new Set(["light", "switch", "fan", "cover", "number", "humidifier", "water_heater", "media_player", "binary_sensor"]);

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
      {appliance && <a class="chip main" href={`#/appliance/${encodeURIComponent(appliance.id)}`} onClick={() => (more.value = null)}>{t("ui.appliance.open", { name: appliance.name })}</a>}
      <Parts place={place} />
      {about && <Rejected key={`${about.id} rejected`} thing={about} />}
      {thing && <Twin key={`${thing.id} twin`} thing={thing} />}
      {about && <Names key={about.id} thing={about} />}
      {about?.entity.value.device && (
        <a class="chip" href={`#/device/${encodeURIComponent(about.entity.value.device)}`} onClick={() => (more.value = null)}>
          {t("ui.device.open")}
        </a>
      )}
    </Sheet>
  );
}

/** Return the thing whose past says most: a machine's power, a sensor itself. */
function chartedOf({ thing, appliance, power }: Place): Thing | undefined {
  if (thing && CHARTED.has(thing.entity.value.kind)) return thing;
  const told = power ?? things.value.get(appliance?.power ?? "") ?? things.value.get(appliance?.temperature ?? "");
  return told ?? (thing && NUMBERED.has(thing.entity.value.kind) ? thing : undefined);
}

/** What else the same device tells. */
function Parts({ place }: { place: Place }) {
  const device = place.thing?.entity.value.device ?? place.appliance?.id ?? "";
  const parts = carriedBy(device).filter((part) => {
    const { category, enabled, kind } = part.entity.value;
    return part !== place.thing && !category && enabled && kind !== "device_automation";
  });
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
