// What stays around every page: banners, the demo's strip, the bar at the bottom, a passing line.
import type { Asked } from "./generated";
import { Icon } from "./icons";
import { wish } from "./acts";
import { matters } from "./inbox";
import { isTalking } from "./open";
import { link } from "./socket";
import { about, broker } from "./store";
import { shown, toast } from "./toast";
import { t } from "./words";

export type Tab = "home" | "activity" | "settings";
type Action = Asked<"AskDemo">["action"];
const ACTIONS: Action[] = ["speak", "break_fridge", "lying_lamp", "cut_broker", "start_over"];

function Banner() {
  const text = link.value === "offline" ? "ui.offline" : about.value && !broker.value.connected && "ui.broker.lost";
  return (
    <div class="banner" role="status">
      {text && <p class={link.value === "offline" ? "alarm" : ""}><Icon name="cloud" />{t(text)}</p>}
    </div>
  );
}

export function Bar({ tab }: { tab: Tab }) {
  const waiting = matters().length;
  return (
    <div class="bottom">
      <Passing />
      <Banner />
      {about.value?.demo && <DemoStrip />}
      <nav aria-label={t("ui.nav")}>
        <a href="#/" aria-current={tab === "home" ? "page" : undefined}>
          <Icon name="home" />{t("ui.nav.home")}
        </a>
        <button class="mic" aria-label={t("ui.talk.open")} onClick={() => (isTalking.value = true)}>
          <Icon name="mic" />
        </button>
        <a href="#/activity" aria-current={tab === "activity" ? "page" : undefined}>
          <span class="bell"><Icon name="bell" />{waiting > 0 && <i class="num" aria-hidden="true">{waiting}</i>}</span>
          {t("ui.nav.activity")}
        </a>
        <a href="#/settings" aria-current={tab === "settings" ? "page" : undefined}>
          <Icon name="gear" />{t("ui.nav.settings")}
        </a>
      </nav>
    </div>
  );
}

function DemoStrip() {
  const press = (action: Action) => async () => {
    if (await wish("AskDemo", { action })) toast(t(`ui.demo.${action}.asked`));
  };
  return (
    <div class="demo" role="toolbar" aria-label={t("ui.demo")} tabIndex={0}>
      {ACTIONS.map((action) => (
        <button key={action} class="chip" onClick={press(action)}>{t(`ui.demo.${action}`)}</button>
      ))}
    </div>
  );
}

function Passing() {
  const line = shown.value;
  const press = () => {
    line?.act?.();
    shown.value = null;
  };
  return (
    <div class="passing" role="status">
      {line && <p><span>{line.text}</span>{line.label && <button onClick={press}>{line.label}</button>}</p>}
    </div>
  );
}
