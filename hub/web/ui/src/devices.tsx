// Every device, by room; and what was announced but could not be used.
import "./icons-rare";
import { useEffect, useState } from "preact/hooks";
import type { Announced, Device } from "./generated";
import { Icon, iconOf } from "./icons";
import { carriedBy, deviceLabel } from "./rooms";
import { dotted, isHeard } from "./states";
import { appliances, areas, devices, things } from "./store";
import { ask } from "./socket";
import { Way } from "./settings";
import { count, language, t } from "./words";

const SEEKS = 12; // devices from which on a search is worth its place

export function useAnnounced(again: unknown): Announced[] {
  const [list, setList] = useState<Announced[]>([]);
  useEffect(() => {
    let gone = false;
    ask("ListAnnounced", {}).then((got) => gone || setList(got), () => {});
    return () => void (gone = true);
  }, [again]);
  return list;
}

export function Devices() {
  const [sought, setSought] = useState("");
  const announced = useAnnounced(things.value);
  const fits = (device: Device) =>
    [deviceLabel(device), device.model, device.manufacturer].some((text) => text.toLowerCase().includes(sought.toLowerCase()));
  const all = [...devices.value.values()].filter((device) => carriedBy(device.id).length);
  const groups = byRoom(all.filter(fits));
  const strays = announced.filter(({ device, left_out }) => !device && left_out.length);
  return (
    <main class="settings" id="main">
      <header class="top">
        <a class="back" href="#/settings"><Icon name="right" />{t("ui.settings.title")}</a>
        <h1>{t("ui.devices.title")}</h1>
      </header>
      <ul class="lines"><Way to="#/add" icon="plus" name={t("ui.add.title")} about={t("ui.add.about")} /></ul>
      {all.length > SEEKS && (
        <input
          class="seek" type="search" placeholder={t("ui.devices.seek")} aria-label={t("ui.devices.seek")} value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      )}
      {!all.length && <p class="empty card">{t("ui.empty.title")}</p>}
      {groups.map(([room, list]) => (
        <section key={room}>
          <h2>{room || t("ui.home.elsewhere")}</h2>
          <ul class="lines">{list.map((device) => <Row key={device.id} device={device} announced={announced} />)}</ul>
        </section>
      ))}
      {strays.length > 0 && (
        <section>
          <h2>{t("ui.devices.refused")}</h2>
          <ul class="lines">{strays.map((one) => <Stray key={one.origin} one={one} />)}</ul>
        </section>
      )}
    </main>
  );
}

function byRoom(list: Device[]): [string, Device[]][] {
  const rooms = new Map<string, Device[]>();
  for (const device of list) {
    const room = areas.value.get(device.area)?.name ?? "";
    rooms.set(room, [...(rooms.get(room) ?? []), device]);
  }
  for (const group of rooms.values()) group.sort((a, b) => deviceLabel(a).localeCompare(deviceLabel(b), language));
  return [...rooms].sort(([a], [b]) => Number(!a) - Number(!b) || a.localeCompare(b, language));
}

function Row({ device, announced }: { device: Device; announced: Announced[] }) {
  const parts = carriedBy(device.id);
  const first = parts.find(({ entity }) => !entity.value.category) ?? parts[0]!;
  const silent = parts.every((part) => !isHeard(part.live.value));
  const refused = announced.filter((one) => one.device === device.id).reduce((n, one) => n + one.left_out.length, 0);
  return (
    <li>
      <a class={`card line ${refused ? "warning" : ""}`} href={`#/device/${encodeURIComponent(device.id)}`}>
        <span class="ic"><Icon name={iconOf(first.entity.value, appliances.value.get(device.id)?.kind)} /></span>
        <div class="tx">
          <b>{deviceLabel(device)}</b>{" "}
          <span>{dotted(
            silent && t("ui.state.silent"), dotted(device.manufacturer, device.model) || count("ui.device.parts", parts.length),
            refused > 0 && count("ui.device.refused", refused),
          )}</span>
        </div>
        <Icon name="right" />
      </a>
    </li>
  );
}

export function Stray({ one }: { one: Announced }) {
  return (
    <li class="card line warning">
      <span class="ic"><Icon name="warn" /></span>
      <div class="tx">
        <b>{one.origin}</b>
        {one.left_out.map(({ key, reason }) => <span key={key}>{key ? `${key}: ` : ""}{reason}</span>)}
      </div>
    </li>
  );
}
