// Adding a device: which kind, what to paste or press, and it lights up once it speaks.
import "./icons-rare";
import { useEffect, useState } from "preact/hooks";
import { reasonOf } from "./acts";
import { Appeared } from "./appeared";
import type { DeviceUser, EventFrame, NewDevice } from "./generated";
import { Icon } from "./icons";
import { Joining, type Joiner } from "./joining";
import { ask } from "./socket";
import { listeners } from "./store";
import { toast } from "./toast";
import { say, t } from "./words";

type Way = "zigbee" | NewDevice["kind"];
const WAYS: [way: Way, icon: string][] = [
  ["zigbee", "zigbee"], ["tasmota", "switch"], ["shelly", "switch"], ["esphome", "chip"],
  ["zigbee2mqtt", "router"], ["other", "plus"],
];

export function AddPage() {
  const [way, setWay] = useState<Way | null>(null);
  const [came, setCame] = useState<string[]>([]);
  const [joiners, setJoiners] = useState<Joiner[]>([]);
  useEffect(() => {
    const listen = (frame: EventFrame) => {
      if (frame.name === "DeviceAppeared") {
        const { device } = frame.event;
        setCame((all) => [device, ...all.filter((one) => one !== device)]);
      } else if (frame.name === "DeviceJoined") {
        const fresh = frame.event;
        setJoiners((all) => [fresh, ...all.filter(({ address }) => address !== fresh.address)]);
      }
    };
    listeners.add(listen);
    return () => void listeners.delete(listen);
  }, []);
  return (
    <main class="settings add" id="main">
      <header class="top">
        {way
          ? <button class="back" onClick={() => setWay(null)}><Icon name="right" />{t("ui.add.kinds")}</button>
          : <a class="back" href="#/settings"><Icon name="right" />{t("ui.settings.title")}</a>}
        <h1>{t(way ? `ui.add.way.${way}` : "ui.add.title")}</h1>
      </header>
      {came.map((device) => (
        <Appeared key={device} id={device} onDone={() => setCame((all) => all.filter((one) => one !== device))} />
      ))}
      {way === null && <Ways onWay={setWay} />}
      {way === "zigbee" && <Joining joiners={joiners} />}
      {way && way !== "zigbee" && <LetIn key={way} kind={way} />}
      {way && way !== "zigbee" && !came.length && <p class="hint waits dots" role="status">{t("ui.add.waiting")}</p>}
      {way === null && <Users />}
    </main>
  );
}

function Ways({ onWay }: { onWay: (way: Way) => void }) {
  return (
    <ul class="lines">
      {WAYS.map(([way, icon]) => (
        <li key={way}>
          <button class="card line" onClick={() => onWay(way)}>
            <span class="ic"><Icon name={icon} /></span>
            <div class="tx"><b>{t(`ui.add.way.${way}`)}</b> <span>{t(`ui.add.about.${way}`)}</span></div>
            <Icon name="right" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A name first; then the broker's address, a user and a password of its own, and what to paste. */
function LetIn({ kind }: { kind: NewDevice["kind"] }) {
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<NewDevice | null>(null);
  const [trouble, setTrouble] = useState("");
  const send = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setTrouble("");
    try {
      setMade(await ask("AddDevice", { name: name.trim(), kind }));
    } catch (error) {
      setTrouble(reasonOf(error));
    }
    setBusy(false);
  };
  if (made) return <Paste made={made} />;
  return (
    <form class="card letin" onSubmit={send}>
      <label>{t("ui.add.name")}<input required value={name} onInput={(e) => setName(e.currentTarget.value)} /></label>
      <p class="hint">{t("ui.add.name.why")}</p>
      <p class="trouble" role="alert">{trouble}</p>
      <button class="chip main" disabled={busy || !name.trim()}>{t("ui.add.next")}</button>
    </form>
  );
}

function Paste({ made }: { made: NewDevice }) {
  const facts: [string, string][] = [
    ["ui.add.broker", made.host], ["ui.add.port", `${made.port}`], ["ui.add.user", made.username],
    ["ui.add.password", made.password], ["ui.add.topic", made.topic],
  ];
  const lines = made.lines.join("\n");
  return (
    <>
      <section class="card paste">
        <p>{say(made.where)}</p>
        {lines && (
          <div class="lines-to-paste">
            <pre tabIndex={0} aria-label={t("ui.add.lines")}>{lines}</pre>
            <Copy text={lines} label={t("ui.add.copy_lines")} />
          </div>
        )}
        {made.notes.map((note) => <p key={note.id} class="hint">{say(note)}</p>)}
      </section>
      <dl class="parts facts">
        {facts.filter(([, value]) => value).map(([id, value]) => (
          <div key={id}>
            <dt>{t(id)}</dt>
            <dd><code>{value}</code><Copy text={value} label={t("ui.add.copy", { what: t(id) })} bare /></dd>
          </div>
        ))}
      </dl>
      {made.own && <p class="hint">{t("ui.add.once")}</p>}
    </>
  );
}

/** Copy by the clipboard where the browser lends it, else by selecting the text. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function Copy({ text, label, bare = false }: { text: string; label: string; bare?: boolean }) {
  const press = async () => toast(t((await copy(text)) ? "ui.add.copied" : "ui.add.not_copied"));
  return (
    <button type="button" class={bare ? "round" : "chip"} aria-label={label} onClick={() => void press()}>
      <Icon name="copy" />{!bare && t("ui.add.copy_short")}
    </button>
  );
}

/** The devices that may come in, each by a password of its own. */
function Users() {
  const [users, setUsers] = useState<DeviceUser[]>([]);
  const load = () => ask("ListDeviceUsers", {}).then(setUsers, () => {});
  useEffect(() => void load(), []);
  const remove = async ({ name }: DeviceUser) => {
    try {
      await ask("RemoveDeviceUser", { name });
      toast(t("ui.add.removed", { name }));
    } catch (error) {
      toast(reasonOf(error));
    }
    void load();
  };
  if (!users.length) return null;
  return (
    <section>
      <h2>{t("ui.add.users")}</h2>
      <ul class="lines">
        {users.map((user) => (
          <li key={user.username} class="card line">
            <span class="ic"><Icon name="key" /></span>
            <div class="tx"><b>{user.name}</b><span>{user.username}</span></div>
            <button class="chip" aria-label={t("ui.add.remove_named", { name: user.name })} onClick={() => void remove(user)}>
              {t("ui.add.remove")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
