// What a code may guard: alarm panels and locks.
import { useState } from "preact/hooks";
import { act } from "../acts";
import { call, can } from "../calls";
import { Icon } from "../icons";
import { named } from "../states";
import type { Thing } from "../store";
import { t } from "../words";
import { Doings } from "./parts";

const ARMS = ["away", "home", "night", "vacation", "custom_bypass"];

export function Alarm({ thing }: { thing: Thing }) {
  const [code, setCode] = useState("");
  const { state, available } = thing.live.value;
  const armed = state.phase !== "disarmed" && state.phase !== null;
  const lacks = (kind: string) => can(thing, "code") && can(thing, `${kind}_code`) && !code;
  const send = (service: string) => () => {
    void call(thing, `alarm_${service}`, code ? { code } : {});
    setCode("");
  };
  return (
    <>
      {can(thing, "code") && <Code thing={thing} code={code} onCode={setCode} />}
      {armed && (
        <button class="chip main" disabled={!available || lacks("disarm")} onClick={send("disarm")}>
          {t("ui.alarm.disarm")}
        </button>
      )}
      <Doings label="ui.alarm.arm">
        {ARMS.filter((arm) => can(thing, `arm_${arm}`)).map((arm) => (
          <button
            key={arm} class="chip" aria-pressed={state.phase === `armed_${arm}`}
            disabled={!available || lacks("arm")} onClick={send(`arm_${arm}`)}
          >
            {named("ui.arm", arm)}
          </button>
        ))}
      </Doings>
    </>
  );
}

export function Lock({ thing }: { thing: Thing }) {
  const [code, setCode] = useState("");
  const { state, available } = thing.live.value;
  const guarded = can(thing, "code");
  const locked = state.phase === "locked" || state.phase === "locking";
  const send = (service: string, doing: string) => () => {
    void call(thing, service, { code }, doing);
    setCode("");
  };
  const lock = (to: boolean) => () => act(thing, "SetLock", { locked: to }, to ? "ui.doing.lock" : "ui.doing.unlock");
  return (
    <>
      {guarded && <Code thing={thing} code={code} onCode={setCode} />}
      <Doings>
        <button
          class="chip main" disabled={!available || (guarded && !code)}
          onClick={guarded ? send(locked ? "unlock" : "lock", locked ? "ui.doing.unlock" : "ui.doing.lock") : lock(!locked)}
        >
          {t(locked ? "ui.lock.unlock" : "ui.lock.lock")}
        </button>
        {can(thing, "open") && (
          <button class="chip" disabled={!available || (guarded && !code)} onClick={send("open", "ui.doing.open")}>
            {t("ui.lock.latch")}
          </button>
        )}
      </Doings>
    </>
  );
}

function Code({ thing, code, onCode }: { thing: Thing; code: string; onCode: (code: string) => void }) {
  const digits = thing.entity.value.choices.code_format?.[0] === "number";
  return (
    <div class="code">
      <input
        type="password" autocomplete="off" inputMode={digits ? "numeric" : "text"} value={code}
        aria-label={t("ui.code")} placeholder={t("ui.code")} onInput={(event) => onCode(event.currentTarget.value)}
      />
      {digits && (
        <div class="pad">
          {[..."123456789"].map((digit) => <Digit key={digit} digit={digit} onPress={() => onCode(code + digit)} />)}
          <span />
          <Digit digit="0" onPress={() => onCode(`${code}0`)} />
          <button type="button" class="key" aria-label={t("ui.code.back")} onClick={() => onCode(code.slice(0, -1))}>
            <Icon name="backspace" />
          </button>
        </div>
      )}
    </div>
  );
}

const Digit = ({ digit, onPress }: { digit: string; onPress: () => void }) => (
  <button type="button" class="key num" onClick={onPress}>{digit}</button>
);
