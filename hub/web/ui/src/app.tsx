// The page: signed in or not, which tab, which sheet.
import { signal } from "@preact/signals";
import { Bar, type Tab } from "./frame";
import { HomePage } from "./home";
import { later, loadAll } from "./later";
import { isTalking, more } from "./open";
import { connect, link, now as connectNow } from "./socket";
import { hear } from "./store";

const Activity = later(async () => (await import("./activity")).Activity);
const More = later(async () => (await import("./more")).More);
const SignIn = later(async () => (await import("./signin")).SignIn);
const Talk = later(async () => (await import("./talk")).Talk);
const IDLE = 1500; // ms after the start until the rest is fetched

const tabInAddress = (): Tab => (location.hash === "#/activity" ? "activity" : "home");
const tab = signal<Tab>(tabInAddress());
export const wasRefused = signal(false);

addEventListener("hashchange", () => {
  tab.value = tabInAddress();
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
      {tab.value === "home" ? <HomePage /> : <Activity />}
      <Bar tab={tab.value} />
      {more.value && <More />}
      {isTalking.value && <Talk />}
    </>
  );
}

/** Connect, and fetch the rest of the page once the first of it stands. */
export function start(): void {
  connect(hear);
  setTimeout(loadAll, IDLE);
}
