// Where the page begins: words, the key in the address, then the house.
import { render } from "preact";
import { App, start, wasRefused } from "./app";
import { keyInAddress, signIn } from "./session";
import { language, learn } from "./words";

const key = keyInAddress();
await Promise.all([learn(navigator.languages), key === null ? null : trade(key)]);
document.documentElement.lang = language;
render(<App />, document.getElementById("app")!);
start();

async function trade(key: string): Promise<void> {
  try {
    wasRefused.value = !(await signIn(key));
  } catch {
    // The hub is away: the socket keeps trying, and the page says so.
  }
}
