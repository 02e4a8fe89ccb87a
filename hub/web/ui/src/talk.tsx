// The talk sheet: type or hold to talk; what was heard, what was done, how long each stage took.
import { useRef, useState } from "preact/hooks";
import { reasonOf } from "./acts";
import type { VoiceAnswer } from "./generated";
import { Icon } from "./icons";
import { record, whyDeaf, type Recording } from "./mic";
import { isTalking } from "./open";
import { Sheet } from "./sheet";
import { named } from "./states";
import { about } from "./store";
import { playReply, sayAloud, sayText } from "./voice";
import { isKnown, say, t } from "./words";

type Turn = { said: string; answer?: VoiceAnswer; trouble?: string; key: number };
const SHORT = 350; // ms; a shorter press starts and the next one ends

export function Talk() {
  return (
    <Sheet title={t("ui.talk.title")} onClose={() => (isTalking.value = false)}>
      <Conversation />
    </Sheet>
  );
}

function Conversation() {
  const [turns, setTurns] = useState<Turn[]>([]);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const add = (turn: Omit<Turn, "key">) => setTurns((all) => [...all, { ...turn, key: all.length }].slice(-6));
  const converse = async (answers: Promise<VoiceAnswer[]>, typed: string) => {
    setBusy(true);
    try {
      const all = await answers;
      if (!all.length) add({ said: typed, trouble: t("ui.talk.nothing") });
      for (const answer of all) add({ said: answer.text || typed, answer });
      if (!typed && all.length) void playReply(replyOf(all.at(-1)!));
    } catch (error) {
      add({ said: typed, trouble: reasonOf(error) });
    }
    setBusy(false);
  };
  const send = (event: Event) => {
    event.preventDefault();
    const sentence = text.trim();
    if (!sentence) return;
    setText("");
    void converse(sayText(sentence).then((answer) => [answer]), sentence);
  };
  return (
    <>
      <div class="turns" role="log" aria-live="polite">
        {turns.length === 0 && <p class="hint">{t("ui.talk.try")}</p>}
        {turns.map((turn) => <Exchange key={turn.key} turn={turn} />)}
        {busy && <p class="reply dots">{t("ui.talk.thinking")}</p>}
      </div>
      <form class="say" onSubmit={send}>
        <input
          value={text} onInput={(event) => setText(event.currentTarget.value)} enterkeyhint="send"
          placeholder={t("ui.talk.placeholder")} aria-label={t("ui.talk.placeholder")} autocomplete="off"
        />
        <button class="round main" aria-label={t("ui.talk.send")} disabled={busy}><Icon name="send" /></button>
      </form>
      <HoldToTalk busy={busy} onRecording={(blob) => converse(sayAloud(blob), "")} />
    </>
  );
}

const replyOf = (answer: VoiceAnswer) => (isKnown(answer.reply.id) ? say(answer.reply) : answer.said);

function Exchange({ turn: { said, answer, trouble } }: { turn: Turn }) {
  const stages = Object.entries(answer?.stages ?? {});
  return (
    <div class="exchange">
      {said && <p class="said">{said}</p>}
      <p class={`reply ${trouble ? "trouble" : ""}`}>{answer ? replyOf(answer) : trouble}</p>
      {stages.length > 0 && (
        <p class="stages num">
          {stages.map(([stage, ms]) => <span key={stage}>{named("ui.stage", stage)} {t("ui.ms", { ms })}</span>)}
        </p>
      )}
    </div>
  );
}

function HoldToTalk({ busy, onRecording }: { busy: boolean; onRecording: (blob: Blob) => void }) {
  const [hearing, setHearing] = useState(false);
  const [trouble, setTrouble] = useState("");
  const recording = useRef<Promise<Recording> | null>(null);
  const began = useRef(0);
  const deaf = about.value?.voice ? whyDeaf() : "ui.talk.voice_off";
  if (deaf) return <p class="hint">{t(deaf)}</p>;
  const start = () => {
    if (recording.current || busy) return;
    began.current = performance.now();
    setTrouble("");
    setHearing(true);
    recording.current = record();
    recording.current.catch(() => {
      recording.current = null;
      setHearing(false);
      setTrouble(t("ui.talk.denied"));
    });
  };
  const end = async () => {
    const running = recording.current;
    if (!running) return;
    recording.current = null;
    setHearing(false);
    try {
      onRecording(await (await running).end());
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      setTrouble(t("ui.talk.unheard"));
    }
  };
  const isLong = () => performance.now() - began.current > SHORT;
  return (
    <div class="hold">
      <button
        class={`mic ${hearing ? "hears" : ""}`} aria-pressed={hearing} disabled={busy}
        aria-label={t(hearing ? "ui.talk.stop" : "ui.talk.hold")}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          if (hearing) void end();
          else start();
        }}
        onPointerUp={() => isLong() && void end()}
        onKeyDown={(event) => {
          if ((event.key === " " || event.key === "Enter") && !event.repeat) void (hearing ? end() : start());
        }}
        onKeyUp={(event) => (event.key === " " || event.key === "Enter") && isLong() && void end()}
        onContextMenu={(event) => event.preventDefault()}
      >
        <Icon name="mic" />
      </button>
      <p class="hint" role="status">{trouble || t(hearing ? "ui.talk.hearing" : "ui.talk.hold")}</p>
    </div>
  );
}
