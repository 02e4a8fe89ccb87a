// Who has no session yet is asked for the key, and told where it lies.
import { useState } from "preact/hooks";
import { Icon } from "./icons";
import { signIn } from "./session";
import { t } from "./words";

export function SignIn({ onDone, refused }: { onDone: () => void; refused: boolean }) {
  const [key, setKey] = useState("");
  const [trouble, setTrouble] = useState(refused ? "ui.sign_in.refused" : "");
  const send = async (event: Event) => {
    event.preventDefault();
    try {
      if (await signIn(key.trim())) onDone();
      else setTrouble("ui.sign_in.refused");
    } catch {
      setTrouble("ui.sign_in.unreachable");
    }
  };
  return (
    <main class="signin" id="main">
      <form class="card" onSubmit={send}>
        <span class="ic"><Icon name="key" /></span>
        <h1>{t("ui.sign_in.title")}</h1>
        <p>{t("ui.sign_in.where")}</p>
        <label>
          {t("ui.sign_in.key")}
          <input
            type="password" autocomplete="current-password" required value={key}
            onInput={(event) => setKey(event.currentTarget.value)} aria-describedby="trouble"
          />
        </label>
        <p id="trouble" class="trouble" role="alert">{trouble && t(trouble)}</p>
        <button class="chip main">{t("ui.sign_in.go")}</button>
      </form>
    </main>
  );
}
