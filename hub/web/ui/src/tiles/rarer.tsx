// Tiles of the rarer kinds: what moves, what is pressed, what cleans, what shows a picture.
import "../icons-rare";
import "../moods";
import { turn } from "../acts";
import { call, can } from "../calls";
import { iconOf } from "../icons";
import { Picture } from "../picture";
import type { Place } from "../rooms";
import { isHeard, isOn, stateWords } from "../states";
import type { Thing } from "../store";
import { t } from "../words";
import { Card, Round } from "./card";
import { ClimateTile } from "./climate";
import { CoverTile } from "./cover";
import { LockTile } from "./lock";
import { Tile } from "./tile";

interface Shows { place: Place; thing: Thing }

const ALARMED = new Set(["triggered", "pending", "error", "jammed"]);
const BUSY = new Set(["cleaning", "mowing", "returning", "arming", "installing"]);

export function RarerTile({ place, thing }: Shows) {
  switch (thing.entity.value.kind) {
    case "climate":
    case "water_heater":
      return <ClimateTile place={place} thing={thing} />;
    case "cover":
    case "valve":
      return <CoverTile place={place} thing={thing} />;
    case "lock":
      return <LockTile place={place} thing={thing} />;
    case "button":
    case "scene":
      return <PressTile place={place} thing={thing} />;
    case "siren":
    case "humidifier":
      return <TurnTile place={place} thing={thing} />;
    case "vacuum":
    case "lawn_mower":
      return <RobotTile place={place} thing={thing} />;
    case "camera":
    case "image":
      return <PictureTile place={place} thing={thing} />;
    default:
      return <PlainTile place={place} thing={thing} />;
  }
}

function toneOf(thing: Thing): string {
  if (!isHeard(thing.live.value)) return "old";
  const { phase, on, place } = thing.live.value.state;
  if (ALARMED.has(phase ?? "")) return "alarm";
  if (thing.entity.value.kind === "siren" && on) return "alarm";
  if (BUSY.has(phase ?? "") || on) return "run";
  return phase?.startsWith("armed") || place === "home" ? "ok" : "";
}

function looks({ place, thing }: Shows) {
  return {
    place, icon: iconOf(thing.entity.value, place.appliance?.kind), words: stateWords(thing),
    tone: toneOf(thing), sending: thing.sending.value,
  };
}

const PlainTile = (shows: Shows) => <Tile {...looks(shows)} />;

function TurnTile(shows: Shows) {
  const on = isOn(shows.thing.live.value);
  return <Tile {...looks(shows)} pressed={on} onTap={() => turn(shows.thing, !on)} />;
}

/** Return the service that presses a button or brings a scene. */
export const pressOf = (thing: Thing): string => (thing.entity.value.kind === "scene" ? "turn_on" : "press");

function PressTile(shows: Shows) {
  const { thing } = shows;
  const seen = looks(shows);
  const untold = thing.live.value.state.at === undefined || thing.live.value.state.at === null;
  const words = thing.live.value.available && untold ? t("ui.press.tap") : seen.words;
  return <Tile {...seen} words={words} onTap={() => call(thing, pressOf(thing), {}, "ui.doing.press")} />;
}

function RobotTile(shows: Shows) {
  const { thing } = shows;
  const { state, available } = thing.live.value;
  const [start, dock] = thing.entity.value.kind === "vacuum" ? ["start", "return_to_base"] : ["start_mowing", "dock"];
  const busy = BUSY.has(state.phase ?? "") && state.phase !== "returning";
  const round = (icon: string, label: string, service: string, off: boolean) => can(thing, service) && (
    <Round icon={icon} label={label} disabled={!available || off} onClick={() => call(thing, service, {}, "ui.doing.change")} />
  );
  return (
    <Card {...looks(shows)}>
      {busy && can(thing, "pause")
        ? round("pause", "ui.robot.pause", "pause", false)
        : round("play", "ui.robot.start", start!, busy)}
      {round("home", "ui.robot.dock", dock!, state.phase === "docked")}
    </Card>
  );
}

function PictureTile(shows: Shows) {
  const { thing } = shows;
  return (
    <div class="pictured wide">
      <Picture thing={thing} label={shows.place.label} />
      <Tile {...looks(shows)} />
    </div>
  );
}
