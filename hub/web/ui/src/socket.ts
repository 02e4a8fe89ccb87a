// The one WebSocket: frames in, commands out, and back again after every loss.
import { signal } from "@preact/signals";
import type { Answer, Asked, Doings, Frame, Trouble } from "./generated";
import { isSignedIn } from "./session";

type Link = "connecting" | "online" | "offline" | "signed_out";
type Waiting = { resolve: (answer: unknown) => void; reject: (error: Refused) => void };

/** A command the hub did not carry out; `code` "Offline" where it never left. */
export class Refused extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.text);
  }
}

export const link = signal<Link>("connecting");

const FIRST_PAUSE = 300; // ms; doubles up to LONGEST_PAUSE
const LONGEST_PAUSE = 8000;
const waiting = new Map<number, Waiting>();
let socket: WebSocket | null = null;
let last = 0;
let pause = FIRST_PAUSE;
let timer = 0;
let listener: (frame: Frame) => void = () => {};

/** Connect and stay connected; every frame goes to `hear`. */
export function connect(hear: (frame: Frame) => void): void {
  listener = hear;
  addEventListener("online", now);
  document.addEventListener("visibilitychange", () => document.hidden || now());
  open();
}

/** Try at once instead of after the pause. */
export function now(): void {
  if (socket || link.value === "online") return;
  pause = FIRST_PAUSE;
  clearTimeout(timer);
  open();
}

/** Send a command; its answer, or `Refused`. */
export function ask<N extends keyof Doings>(name: N, wish: Asked<N>): Promise<Answer<N>> {
  return new Promise((resolve, reject) => {
    if (link.value !== "online" || !socket) return reject(offline());
    const id = ++last;
    waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
    socket.send(JSON.stringify({ id, do: name, with: wish }));
  });
}

const offline = () => new Refused({ code: "Offline", text: "" });

function open(): void {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const fresh = (socket = new WebSocket(`${scheme}//${location.host}/v1/ws`));
  fresh.onmessage = (message) => take(JSON.parse(message.data) as Frame);
  fresh.onclose = () => void lose(fresh);
}

function take(frame: Frame): void {
  if (frame.type === "home") {
    pause = FIRST_PAUSE;
    link.value = "online";
  }
  if (frame.type === "answer" || frame.type === "error") {
    const asker = waiting.get(frame.id);
    waiting.delete(frame.id);
    if (frame.type === "answer") asker?.resolve(frame.answer);
    else asker?.reject(new Refused(frame.error));
  } else listener(frame);
}

async function lose(lost: WebSocket): Promise<void> {
  if (lost !== socket) return;
  socket = null;
  waiting.forEach(({ reject }) => reject(offline()));
  waiting.clear();
  if (link.value === "online") link.value = "offline";
  if ((await isSignedIn()) === false) {
    link.value = "signed_out";
    return;
  }
  if (socket) return; // somebody was faster
  if (link.value === "connecting") link.value = "offline";
  timer = setTimeout(open, pause * (0.5 + Math.random() / 2));
  pause = Math.min(2 * pause, LONGEST_PAUSE);
}
