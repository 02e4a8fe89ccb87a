// Which tile shows a place.
import { later } from "../later";
import { isSteady, type Place } from "../rooms";
import { ApplianceTile } from "./appliance";
import { SensorTile } from "./sensor";
import { SwitchTile } from "./switchable";

const COMMON = new Set(["light", "switch", "fan", "media_player"]);
const RarerTile = later(
  async () => (await import("./rarer")).RarerTile,
  () => <div class="tile skeleton" />,
);

export function AnyTile({ place }: { place: Place }) {
  const { thing, appliance } = place;
  const kind = thing?.entity.value.kind;
  if (appliance && (!thing || (kind === "switch" && isSteady(appliance)))) {
    return <ApplianceTile place={place} appliance={appliance} />;
  }
  if (!thing) return null;
  if (kind === "sensor" || kind === "binary_sensor") return <SensorTile place={place} thing={thing} />;
  if (COMMON.has(kind!)) return <SwitchTile place={place} thing={thing} />;
  return <RarerTile place={place} thing={thing} />;
}
