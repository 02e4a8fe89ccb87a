// The last picture of a camera or an image.
import { useState } from "preact/hooks";
import type { Thing } from "./store";
import { t } from "./words";

export function Picture({ thing, label }: { thing: Thing; label: string }) {
  const { at, url } = thing.live.value.state;
  const [lost, setLost] = useState<number | null>(null);
  if (url && /^https?:\/\//.test(url)) {
    return <p class="picture none"><a href={url} target="_blank" rel="noreferrer">{t("ui.picture.elsewhere")}</a></p>;
  }
  if (at === null || at === undefined || lost === at) return <p class="picture none">{t("ui.picture.none")}</p>;
  const source = `/v1/entities/${encodeURIComponent(thing.id)}/picture?at=${at}`;
  return <img class="picture" src={source} alt={t("ui.picture.of", { name: label })} onError={() => setLost(at)} />;
}
