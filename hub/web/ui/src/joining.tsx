// A Zigbee network open for new devices: a ring that runs out, and who is coming.
import { useEffect, useRef, useState } from "preact/hooks";
import { reasonOf } from "./acts";
import type { DeviceJoined, EventFrame } from "./generated";
import { Icon } from "./icons";
import { ask, Refused } from "./socket";
import { listeners, now } from "./store";
import { t } from "./words";

export type Joiner = DeviceJoined;
const OPEN = 120; // seconds
const LONGEST = 254; // seconds a Zigbee network can be open
const [SIZE, STROKE] = [132, 8];
const RADIUS = (SIZE - STROKE) / 2;
const ROUND = 2 * Math.PI * RADIUS;

/** Return the seconds left, and how to set them. */
function useCountdown(): [left: number, open: (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  const end = useRef(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end.current - performance.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [left > 0]);
  const open = (seconds: number) => {
    end.current = performance.now() + 1000 * seconds;
    setLeft(Math.ceil(seconds));
  };
  return [left, open];
}

export function Joining({ joiners }: { joiners: Joiner[] }) {
  const [left, open] = useCountdown();
  const [whole, setWhole] = useState(OPEN);
  const [trouble, setTrouble] = useState("");
  const begin = (seconds: number) => {
    setWhole(Math.max(seconds, 1));
    open(seconds);
  };
  useEffect(() => {
    const listen = (frame: EventFrame) => {
      if (frame.name !== "PairingChanged") return;
      const { open: isOpen, until } = frame.event;
      if (!isOpen) begin(0);
      else if (until !== null) begin(Math.min(LONGEST, Math.max(0, until - Math.max(now.peek(), frame.event.at))));
    };
    listeners.add(listen);
    return () => void listeners.delete(listen);
  }, []);
  const permit = async (seconds: number) => {
    setTrouble("");
    try {
      await ask("PermitJoin", { seconds });
      begin(seconds);
    } catch (error) {
      const gone = error instanceof Refused && error.trouble.code === "DeviceUnreachable";
      setTrouble(gone ? t("ui.join.no_bridge") : reasonOf(error));
    }
  };
  return (
    <section class="card joining">
      <p>{t(left ? "ui.join.press" : "ui.join.how")}</p>
      {left > 0 ? (
        <>
          <div class="ring" role="timer" aria-label={t("ui.join.left", { n: left })}>
            <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
              <circle cx={SIZE / 2} cy={SIZE / 2} r={RADIUS} stroke-width={STROKE} />
              <circle
                class="rest" cx={SIZE / 2} cy={SIZE / 2} r={RADIUS} stroke-width={STROKE}
                stroke-dasharray={ROUND} stroke-dashoffset={ROUND * (1 - Math.min(1, left / whole))}
              />
            </svg>
            <b class="num">{left}</b>
          </div>
          <button class="chip" onClick={() => void permit(0)}>{t("ui.join.stop")}</button>
        </>
      ) : (
        <button class="chip main" onClick={() => void permit(OPEN)}>{t("ui.join.start")}</button>
      )}
      <p class="trouble" role="alert">{trouble}</p>
      <ul class="joiners" aria-live="polite">
        {joiners.map(({ address, name, stage, model }) => (
          <li key={address} class={stage}>
            <Icon name={stage === "ready" ? "check" : stage === "failed" || stage === "unsupported" ? "warn" : "zigbee"} />
            <div class="tx"><b>{model || name}</b> <span class="s">{t(`ui.join.${stage}`)}</span></div>
          </li>
        ))}
      </ul>
    </section>
  );
}
