// The first page: what needs a person, then the rooms.
import { turn, turnRoomOff } from "./acts";
import { FaultCard } from "./fault";
import { InboxLine, matters } from "./inbox";
import { hourOf } from "./calendar";
import { rooms, type Room } from "./rooms";
import { dotted, housePower, isOn, onIn, roomWords } from "./states";
import { about, faults, minute, things, type Thing } from "./store";
import { AnyTile } from "./tiles/any";
import { toast } from "./toast";
import { count, t } from "./words";

export function HomePage() {
  if (!about.value) return <Skeleton />;
  const open = faults.value.filter((fault) => fault.phase === "open");
  const lines = matters();
  return (
    <main id="main">
      <Greeting />
      {(open.length > 0 || lines.length > 0) && (
        <section class={`needs ${open.length && lines.length ? "both" : ""}`} aria-label={t("ui.home.needs_you")}>
          {open.length > 0 && <div class="faults">{open.map((f) => <FaultCard key={f.id} fault={f} />)}</div>}
          {lines.length > 0 && <ul class="lines">{lines.map(({ newest, ids }) => <InboxLine key={newest.id} notification={newest} ids={ids} />)}</ul>}
        </section>
      )}
      {rooms.value.length ? rooms.value.map((room) => <RoomTiles key={room.id} room={room} />) : <Nothing />}
    </main>
  );
}

function greeting(hour: number): string {
  if (hour < 5 || hour >= 22) return "ui.greeting.night";
  if (hour < 11) return "ui.greeting.morning";
  return hour < 17 ? "ui.greeting.day" : "ui.greeting.evening";
}

function Greeting() {
  const lights = [...things.value.values()].filter(
    (thing) => thing.entity.value.kind === "light" && isOn(thing.live.value),
  ).length;
  const power = housePower();
  const summary = dotted(
    things.value.size > 0 && (lights ? count("ui.home.lights", lights) : t("ui.home.no_lights")),
    power > 0 && t("ui.watts", { value: power }),
  );
  return (
    <header class="top">
      <h1>{t(greeting(hourOf(minute.value)))}</h1>
      <p class="sub num">{summary}</p>
    </header>
  );
}

function RoomTiles({ room }: { room: Room }) {
  const on = onIn(room);
  const name = room.name || t("ui.home.elsewhere");
  return (
    <section class="room" aria-label={name}>
      <header>
        <h2>{name}</h2>
        <span class="sum num">{roomWords(room)}</span>
        {on.length > 0 && (
          <button class="all" onClick={() => allOff(room, on)} aria-label={t("ui.room.all_off_in", { name })}>
            {t("ui.room.all_off")}
          </button>
        )}
      </header>
      <div class="tiles">{room.places.map((place) => <AnyTile key={place.key} place={place} />)}</div>
    </section>
  );
}

/** Turn things off, and offer to turn the same ones on again. */
function allOff(room: Room, on: Thing[]): void {
  if (room.id) return void turnRoomOff(room.id, on);
  on.forEach((thing) => void turn(thing, false));
  toast(count("ui.room.turned_off", on.length), t("ui.undo"), () => on.forEach((thing) => void turn(thing, true)));
}

function Nothing() {
  return (
    <section class="empty card">
      <h2>{t("ui.empty.title")}</h2>
      <p>{t("ui.empty.how")}</p>
      <a class="chip main" href="#/add">{t("ui.add.title")}</a>
    </section>
  );
}

function Skeleton() {
  return (
    <main id="main" aria-busy="true">
      <header class="top"><h1>{t("ui.loading")}</h1><p class="sub">&nbsp;</p></header>
      {[3, 4].map((tiles) => (
        <section key={tiles} class="room" aria-hidden="true">
          <header><span class="skeleton word" /></header>
          <div class="tiles">{Array.from({ length: tiles }, (_, i) => <div key={i} class="tile skeleton" />)}</div>
        </section>
      ))}
    </main>
  );
}
