// One device: what it is, all it carries, who announced it, and what is wrong with it.
import "./icons-rare";
import { useEffect, useState } from "preact/hooks";
import { wish } from "./acts";
import { Short } from "./controls/controls";
import { Feeds, isFed } from "./feeds";
import type { Announced, Device, DeviceView, EntityView } from "./generated";
import { Icon, iconOf } from "./icons";
import { showMore } from "./open";
import { Way } from "./settings";
import { carriedBy, deviceLabel, labelOf, placeOf } from "./rooms";
import { dotted, isHeard, named, silentSince, stateWords } from "./states";
import { appliances, areas, devices, listeners, type Thing } from "./store";
import { sendingWords } from "./tiles/tile";
import { toast } from "./toast";
import { wanted } from "./twin";
import { count, t } from "./words";

const AGAIN = 15_000; // ms after which the hub is asked anew
const TELLING = new Set(["HouseholdChanged", "DesireChanged", "FloodChanged", "CommandContradicted", "CommandEnded"]);

function useDevice(id: string): DeviceView | null {
  const [view, setView] = useState<DeviceView | null>(null);
  useEffect(() => {
    let gone = false;
    let soon = 0;
    const load = () =>
      fetch(`/v1/devices/${encodeURIComponent(id)}`)
        .then((got) => (got.ok ? got.json() : null)).then((got) => gone || setView(got), () => {});
    const listen = ({ name }: { name: string }) => {
      clearTimeout(soon);
      if (TELLING.has(name)) soon = setTimeout(load, 200);
    };
    void load();
    const timer = setInterval(load, AGAIN);
    listeners.add(listen);
    return () => {
      gone = true;
      clearInterval(timer);
      clearTimeout(soon);
      listeners.delete(listen);
    };
  }, [id]);
  return view;
}

export function DevicePage({ id }: { id: string }) {
  const view = useDevice(id);
  const device = devices.value.get(id);
  if (!device) {
    return <main class="settings" id="main"><Back /><p class="empty card">{t("ui.device.unknown")}</p></main>;
  }
  const parts = carriedBy(id);
  const views = new Map(view?.entities.map((one) => [one.entity.id, one]));
  const plug = parts.find(isFed);
  return (
    <main class="settings device" id="main">
      <header class="top">
        <Back />
        <h1>{deviceLabel(device)}</h1>
        <p class="sub">{dotted(device.manufacturer, device.model, areas.value.get(device.area)?.name)}</p>
      </header>
      <Machine id={id} />
      <Warnings view={view} parts={parts} />
      <Parts parts={parts} views={views} />
      {plug && <section class="card"><Feeds thing={plug} /></section>}
      <Naming key={id} device={device} />
      <Origins device={device} announced={view?.announced ?? []} />
    </main>
  );
}

const Back = () => <a class="back" href="#/devices"><Icon name="right" />{t("ui.devices.title")}</a>;

/** Lead to the page of the machine that it is or feeds. */
function Machine({ id }: { id: string }) {
  const machine = appliances.value.get(id);
  if (!machine) return null;
  return (
    <ul class="lines">
      <Way
        to={`#/appliance/${encodeURIComponent(id)}`} icon={machine.kind} name={t("ui.appliance.open", { name: machine.name })}
        about={t("ui.appliance.about")}
      />
    </ul>
  );
}

/** What a person should know first: it is away, it floods, part of it was not understood. */
function Warnings({ view, parts }: { view: DeviceView | null; parts: Thing[] }) {
  const silent = parts.length > 0 && parts.every((part) => !isHeard(part.live.value));
  const left = (view?.announced ?? []).flatMap(({ origin, left_out }) =>
    left_out.map(({ key, reason }) => ({ part: key || origin, reason })));
  return (
    <ul class="lines">
      {silent && <Warning title={silentSince(parts[0]!.live.value)} about={t("ui.device.away")} />}
      {Object.entries(view?.floods ?? {}).map(([topic, n]) => (
        <Warning key={topic} title={t("ui.flood.title")} about={`${topic} · ${t("ui.flood.now", { n })}`} />
      ))}
      {left.length > 0 && (
        <li class="card line warning refused">
          <span class="ic"><Icon name="warn" /></span>
          <div class="tx">
            <b>{count("ui.device.left_out", left.length)}</b>
            {left.map(({ part, reason }, i) => <span key={i}><code>{part}</code> {reason}</span>)}
          </div>
        </li>
      )}
    </ul>
  );
}

const Warning = ({ title, about }: { title: string; about: string }) => (
  <li class="card line warning">
    <span class="ic"><Icon name="warn" /></span>
    <div class="tx"><b>{title}</b><span class="num">{about}</span></div>
  </li>
);

type Group = "own" | "config" | "diagnostic" | "hidden";

const groupOf = ({ entity: { value: e } }: Thing): Group =>
  !e.enabled ? "hidden" : e.category === "config" ? "config" : e.category ? "diagnostic" : "own";

function Parts({ parts, views }: { parts: Thing[]; views: Map<string, EntityView> }) {
  const of = (group: Group) => parts.filter((part) => groupOf(part) === group);
  const rows = (group: Group) => of(group).map((part) => <Row key={part.id} thing={part} view={views.get(part.id)} />);
  return (
    <>
      {of("own").length > 0 && <ul class="card rows">{rows("own")}</ul>}
      {(["config", "diagnostic", "hidden"] as const).filter((group) => of(group).length).map((group) => (
        <details key={group} class="card">
          <summary>{t(`ui.device.${group}`)}<span class="num">{of(group).length}</span></summary>
          <ul class="rows">{rows(group)}</ul>
        </details>
      ))}
    </>
  );
}

function Row({ thing, view }: { thing: Thing; view?: EntityView }) {
  const entity = thing.entity.value;
  const left = Object.entries(view?.rejected ?? {});
  const rejected = left.reduce((sum, [, times]) => sum + times, 0);
  const place = () => ({ ...placeOf(thing), appliance: appliances.value.get(entity.device) });
  return (
    <li>
      <button class="open" onClick={() => showMore({ ...place(), label: labelOf(thing) })}>
        <span class="ic"><Icon name={iconOf(entity)} /></span>
        <span class="tx">
          <b>{labelOf(thing)}</b>
          <span class="s num">{sendingWords(thing.sending.value) || stateWords(thing)}</span>
          {view?.differs && <span class="differs">{t("ui.differs", { wanted: wanted(view.desired) })}</span>}
          {rejected > 0 && (
            <span class="left num">{count("ui.device.rejected", rejected)} · {named("ui.rejected", left[0]![0])}</span>
          )}
        </span>
      </button>
      <Short thing={thing} />
    </li>
  );
}

function Naming({ device }: { device: Device }) {
  const [name, setName] = useState(deviceLabel(device));
  const room = areas.value.get(device.area)?.name ?? "";
  const [area, setArea] = useState(room);
  const save = async (event: Event) => {
    event.preventDefault();
    const before = { name: device.alias, area: room };
    const named_ = name.trim() !== deviceLabel(device);
    const moved = area.trim() !== room;
    if (named_ && !(await wish("NameDevice", { device: device.id, name: name.trim() }))) return;
    if (moved && !(await wish("MoveDevice", { device: device.id, area: area.trim() }))) return;
    const back = async () => {
      if (named_) await wish("NameDevice", { device: device.id, name: before.name });
      if (moved) await wish("MoveDevice", { device: device.id, area: before.area });
      setName(before.name || device.name);
      setArea(before.area);
    };
    if (named_ || moved) toast(t("ui.sheet.saved"), t("ui.undo"), () => void back());
  };
  return (
    <form class="names card" onSubmit={save}>
      <label>{t("ui.sheet.name")}<input value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
      <AreaField area={area} onArea={setArea} />
      <button class="chip main">{t("ui.sheet.save")}</button>
    </form>
  );
}

/** A room: one there is, or a new one by typing. */
export function AreaField({ area, onArea }: { area: string; onArea: (area: string) => void }) {
  return (
    <label>
      {t("ui.sheet.area")}
      <input value={area} list="rooms" onInput={(e) => onArea(e.currentTarget.value)} />
      <datalist id="rooms">{[...areas.value.values()].map((one) => <option key={one.id} value={one.name} />)}</datalist>
    </label>
  );
}

function Origins({ device, announced }: { device: Device; announced: Announced[] }) {
  const [asking, setAsking] = useState(false);
  const zigbee = announced.some(({ dialect }) => dialect === "zigbee2mqtt");
  const dialects = [...new Set(announced.map(({ dialect }) => named("ui.dialect", dialect)))];
  const leave = async () => {
    if (!asking) return setAsking(true);
    setAsking(false);
    if (await wish("RemoveDevice", { device: device.id })) toast(t("ui.device.left"));
  };
  const facts: [string, string][] = [
    ["ui.device.maker", device.manufacturer], ["ui.device.model", dotted(device.model, device.model_id)],
    ["ui.device.software", dotted(device.sw_version, device.hw_version)],
    ["ui.device.serial", device.serial_number], ["ui.device.by", dialects.join(", ")],
  ];
  return (
    <section class="origins">
      <h2>{t("ui.device.about")}</h2>
      <dl class="parts">
        {facts.filter(([, value]) => value).map(([id, value]) => <div key={id}><dt>{t(id)}</dt><dd>{value}</dd></div>)}
      </dl>
      <details class="card">
        <summary>{t("ui.device.origins")}<span class="num">{announced.length}</span></summary>
        <ul class="small">
          {announced.map(({ origin }) => <li key={origin}><code>{origin}</code></li>)}
          {device.identifiers.map((one) => <li key={one}><code>{one}</code></li>)}
          <li><code>{device.id}</code></li>
        </ul>
      </details>
      <div class="act">
        {/^https?:\/\//.test(device.configuration_url) && (
          <a class="chip" href={device.configuration_url} target="_blank" rel="noreferrer">{t("ui.device.own_page")}</a>
        )}
        {zigbee && device.alias && (
          <button class="chip" onClick={() => void wish("RenameDevice", { device: device.id, name: device.alias })}>
            {t("ui.device.tell_bridge")}
          </button>
        )}
        {zigbee && (
          <button class="chip" onClick={leave}>{t(asking ? "ui.device.leave_sure" : "ui.device.leave")}</button>
        )}
      </div>
    </section>
  );
}

