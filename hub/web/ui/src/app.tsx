// The page: signed in or not, which tab, which sheet.
import { signal } from "@preact/signals";
import { Bar, type Tab } from "./frame";
import { HomePage } from "./home";
import { later, loadAll } from "./later";
import { isTalking, more } from "./open";
import { connect, link, now as connectNow } from "./socket";
import { about, hear } from "./store";

const Activity = later(async () => (await import("./activity")).Activity);
const More = later(async () => (await import("./more")).More);
const SignIn = later(async () => (await import("./signin")).SignIn);
const Talk = later(async () => (await import("./talk")).Talk);
const IDLE = 1500; // ms after the start until the rest is fetched

const Settings = later(async () => (await import("./settings")).Settings);
const Devices = later(async () => (await import("./devices")).Devices);
const DevicePage = later(async () => (await import("./device")).DevicePage);
const MachinePage = later(async () => (await import("./machine/page")).MachinePage);
const PricePage = later(async () => (await import("./price")).PricePage);
const ModelsPage = later(async () => (await import("./models/page")).ModelsPage);
const AddPage = later(async () => (await import("./add")).AddPage);

const inAddress = (): string[] => location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
const where = signal(inAddress());
const SETTLED = ["settings", "devices", "device", "add", "price", "models"]; // all under the settings' tab
export const wasRefused = signal(false);

addEventListener("hashchange", () => {
  where.value = inAddress();
  scrollTo(0, 0);
});

export function App() {
  if (link.value === "signed_out") {
    const again = () => {
      link.value = "connecting";
      connectNow();
    };
    return <SignIn onDone={again} refused={wasRefused.value} />;
  }
  return (
    <>
      <Page />
      <Bar tab={tabOf(where.value[0]!)} />
      {more.value && <More />}
      {isTalking.value && <Talk />}
    </>
  );
}

const tabOf = (page: string): Tab =>
  page === "activity" ? page : SETTLED.includes(page) ? "settings" : "home";

function Page() {
  const [page, id = ""] = where.value;
  if (page === "activity") return <Activity />;
  if (page !== "appliance" && !SETTLED.includes(page!)) return <HomePage />;
  if (!about.value) return <main id="main" aria-busy="true" />;
  if (page === "appliance") return <MachinePage key={id} id={id} />;
  if (page === "price") return <PricePage />;
  if (page === "models") return <ModelsPage />;
  if (page === "devices") return <Devices />;
  if (page === "device") return <DevicePage key={id} id={id} />;
  return page === "add" ? <AddPage /> : <Settings />;
}

/** Connect, and fetch the rest of the page once the first of it stands. */
export function start(): void {
  connect(hear);
  setTimeout(loadAll, IDLE);
}
