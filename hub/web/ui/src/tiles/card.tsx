// The frame of wide tiles: what it is and how it is on the left, its buttons on the right.
import type { ComponentChildren } from "preact";
import { Icon } from "../icons";
import { showMore } from "../open";
import type { Place } from "../rooms";
import type { Sending } from "../store";
import { t } from "../words";
import { phaseOf, sendingWords } from "./tile";

interface Looks {
  place: Place;
  icon: string;
  words: string;
  big?: ComponentChildren;
  tone?: string;
  sending: Sending | null;
  children: ComponentChildren;
}

export function Card({ place, icon, words, big, tone = "", sending, children }: Looks) {
  const retry = sending?.phase === "no_answer" ? sending.again : () => showMore(place);
  return (
    <div class={`tile wide ${tone} ${phaseOf(sending)}`} role="group" aria-label={place.label}>
      <button class="hit" aria-label={`${place.label}: ${sendingWords(sending) || words}`} onClick={retry}>
        <span class="ic"><Icon name={icon} /></span>
        <span class="tx">
          {big ?? <span class="n">{place.label}</span>}
          <span class="s num">{sendingWords(sending) || words}</span>
        </span>
      </button>
      <div class="pm">{children}</div>
    </div>
  );
}

export function Round({ icon, label, onClick, disabled = false }: {
  icon: string; label: string; onClick: () => void; disabled?: boolean;
}) {
  return (
    <button class="round" aria-label={t(label)} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
