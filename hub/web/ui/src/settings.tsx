// Settings: devices, adding one, and how the hub itself is.
import "./icons-rare";
import { useEffect, useState } from "preact/hooks";
import type { HealthReport } from "./generated";
import { Icon } from "./icons";
import { priceWords, usePrice } from "./price";
import { about, broker, devices, floods } from "./store";
import { count, t } from "./words";

export function Settings() {
  return (
    <main class="settings" id="main">
      <header class="top"><h1>{t("ui.settings.title")}</h1></header>
      <ul class="lines">
        <Way to="#/devices" icon="chip" name={t("ui.devices.title")} about={count("ui.devices.known", devices.value.size)} />
        <Way to="#/add" icon="plus" name={t("ui.add.title")} about={t("ui.add.about")} />
        <Way to="#/price" icon="power" name={t("ui.price.title")} about={priceWords(usePrice())} />
        <Way to="#/models" icon="learns" name={t("ui.models.title")} about={t("ui.models.about")} />
      </ul>
      <Trouble />
      <p class="about num">
        Tomte {about.value?.version} · {broker.value.address} · <a href="/licenses.txt">{t("ui.licences")}</a>
      </p>
    </main>
  );
}

export function Way({ to, icon, name, about }: { to: string; icon: string; name: string; about: string }) {
  return (
    <li>
      <a class="card line" href={to}>
        <span class="ic"><Icon name={icon} /></span>
        <div class="tx"><b>{name}</b> <span class="num">{about}</span></div>
        <Icon name="right" />
      </a>
    </li>
  );
}

/** What of the hub failed lately: parts, drivers, topics that say far too much. */
function Trouble() {
  const [report, setReport] = useState<HealthReport | null>(null);
  useEffect(() => {
    let gone = false;
    fetch("/v1/health").then((got) => (got.ok ? got.json() : null)).then((got) => gone || setReport(got), () => {});
    return () => void (gone = true);
  }, [floods.value]);
  const failed = { ...report?.plugin_errors, ...report?.crashes };
  const flooding = Object.entries(floods.value);
  if (!Object.keys(failed).length && !flooding.length) return null;
  return (
    <section class="trouble-list">
      <h2>{t("ui.trouble.title")}</h2>
      <ul class="lines">
        {Object.entries(failed).map(([part, why]) => (
          <li key={part} class="card line warning">
            <span class="ic"><Icon name="warn" /></span>
            <div class="tx"><b>{t("ui.trouble.part", { part })}</b><span>{why}</span></div>
          </li>
        ))}
        {flooding.map(([topic, n]) => (
          <li key={topic} class="card line warning">
            <span class="ic"><Icon name="warn" /></span>
            <div class="tx"><b>{report?.flooding[topic] ?? topic}</b><span class="num">{t("ui.flood.now", { n })}</span></div>
          </li>
        ))}
      </ul>
    </section>
  );
}
