// What a kilowatt-hour costs here: until it is said, costs are told in energy.
import { useEffect, useState } from "preact/hooks";
import { wish } from "./acts";
import type { Price } from "./generated";
import { Icon } from "./icons";
import { ask } from "./socket";
import { about, listeners } from "./store";
import { toast } from "./toast";
import { t } from "./words";

const CURRENCIES = ["€", "£", "$", "CHF", "kr", "zł", "¥"];
const LONGEST = 8; // characters of a currency

/** Return the price as the hub knows it; `undefined` until it has told. */
export function usePrice(): Price | null | undefined {
  const [price, setPrice] = useState<Price | null>();
  useEffect(() => {
    let gone = false;
    ask("AskPrice", {}).then((got) => gone || setPrice(got), () => {});
    const listen = (frame: Parameters<Parameters<typeof listeners.add>[0]>[0]) => {
      if (frame.name === "PriceChanged") setPrice(frame.event.price);
    };
    listeners.add(listen);
    return () => {
      gone = true;
      listeners.delete(listen);
    };
  }, [about.value]);
  return price;
}

/** Tell the price in a line. */
export const priceWords = (price: Price | null | undefined): string =>
  price === undefined ? "" : t(price ? "ui.price.at" : "ui.price.none", { price: price?.per_kwh ?? 0, currency: price?.currency ?? "" });

export function PricePage() {
  const price = usePrice();
  return (
    <main class="settings" id="main" aria-busy={price === undefined}>
      <header class="top">
        <a class="back" href="#/settings"><Icon name="right" />{t("ui.settings.title")}</a>
        <h1>{t("ui.price.title")}</h1>
        <p class="sub num">{priceWords(price)}</p>
      </header>
      {price !== undefined && <Form key={`${price?.per_kwh} ${price?.currency}`} price={price} />}
    </main>
  );
}

function Form({ price }: { price: Price | null }) {
  const [amount, setAmount] = useState(price ? String(price.per_kwh) : "");
  const [currency, setCurrency] = useState(price?.currency ?? "");
  const [wrong, setWrong] = useState("");
  const set = async (fresh: Price | null) => {
    const asked = { per_kwh: fresh?.per_kwh ?? null, currency: fresh?.currency ?? "" };
    if (!(await wish("SetPrice", asked))) return;
    const back = price ?? { per_kwh: null, currency: "" };
    toast(t(fresh ? "ui.price.set" : "ui.price.cleared"), t("ui.undo"), () => void wish("SetPrice", back));
  };
  const save = (event: Event) => {
    event.preventDefault();
    const per_kwh = Number(amount.trim().replace(",", "."));
    if (!(per_kwh > 0)) return setWrong(t("ui.price.wrong_amount"));
    if (!currency.trim()) return setWrong(t("ui.price.wrong_currency"));
    setWrong("");
    void set({ per_kwh, currency: currency.trim() });
  };
  return (
    <form class="card pricing" onSubmit={save} noValidate>
      <div class="names">
        <label>
          {t("ui.price.amount")}
          <input inputMode="decimal" value={amount} placeholder="0.30" onInput={(e) => setAmount(e.currentTarget.value)} />
        </label>
        <label>
          {t("ui.price.currency")}
          <input value={currency} maxLength={LONGEST} list="currencies" placeholder="€" onInput={(e) => setCurrency(e.currentTarget.value)} />
          <datalist id="currencies">{CURRENCIES.map((one) => <option key={one} value={one} />)}</datalist>
        </label>
      </div>
      <p class="trouble" role="alert">{wrong}</p>
      <div class="act">
        <button class="chip main">{t("ui.sheet.save")}</button>
        {price && <button type="button" class="chip" onClick={() => void set(null)}>{t("ui.price.clear")}</button>}
      </div>
      <p class="hint">{t("ui.price.about")}</p>
    </form>
  );
}
