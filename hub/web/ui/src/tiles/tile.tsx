// The frame all tiles share: what it is, its name, its state in words, and the truth about a command.
import { useGesture } from "../gesture";
import { Icon } from "../icons";
import { showMore } from "../open";
import type { Place } from "../rooms";
import type { Sending } from "../store";
import { t } from "../words";

interface Looks {
  place: Place;
  icon: string;
  words: string;
  tone?: string; // lit, run, ok, warn, alarm or old
  fill?: number; // percent of the tile that is filled
  level?: number | null; // percent that can be set by dragging; null where it cannot
  pressed?: boolean;
  kept?: boolean; // "all off" leaves it on
  sending?: Sending | null;
  onTap?: () => void;
  onLevel?: (level: number) => void;
}

/** Return the words about a command that is on its way or ended badly, "" where there is none. */
export function sendingWords(sending: Sending | null | undefined): string {
  if (!sending) return "";
  if (sending.phase === "wait") return t(sending.doing, { level: sending.level ?? 0 });
  if (sending.phase === "sent") return t("ui.state.sent");
  if (sending.phase === "refused") return sending.reason || t("ui.state.refused");
  return t("ui.state.no_answer");
}

/** Return the class that shows how a command stands. */
export const phaseOf = (sending: Sending | null | undefined): string =>
  sending ? { wait: "wait", sent: "sent", no_answer: "mute", refused: "mute" }[sending.phase] : "";

export function Tile({ place, icon, words, tone = "", fill, level = null, pressed, kept, sending, onTap, onLevel }: Looks) {
  const more = () => showMore(place);
  const retry = sending?.phase === "no_answer" ? sending.again : undefined;
  const { handlers, dragged } = useGesture({
    level, onTap: retry ?? onTap ?? more, onHold: more, onLevel: onLevel ?? (() => {}),
  });
  const shown = dragged ?? (sending?.phase === "wait" ? sending.level : undefined) ?? fill ?? 0;
  const text = dragged !== null ? t("ui.level", { level: dragged }) : sendingWords(sending) || words;
  return (
    <div
      class={`tile ${tone} ${phaseOf(sending)} ${dragged !== null ? "dragged" : ""} ${level !== null ? "slides" : ""}`}
      style={{ "--level": `${shown}%` }}
    >
      <button class="hit" aria-pressed={pressed} aria-busy={sending?.phase === "wait"} {...handlers}>
        <span class="ic"><Icon name={icon} /></span>
        <span class="tx">
          <span class="n">{place.label}</span> {kept && <span class="kept"><Icon name="shield" /><i>{t("ui.kept_on")}</i></span>}<span class="s num">{text}</span>
        </span>
      </button>
      <button class="info" aria-label={t("ui.more_about", { name: place.label })} onClick={more}>
        <Icon name="more" />
      </button>
    </div>
  );
}
