// Which tile shows a place.
import { isSteady, type Place } from "../rooms";
import { ApplianceTile } from "./appliance";
import { ClimateTile } from "./climate";
import { CoverTile } from "./cover";
import { LockTile } from "./lock";
import { SensorTile } from "./sensor";
import { SwitchTile } from "./switchable";

export function AnyTile({ place }: { place: Place }) {
  const { thing, appliance } = place;
  const kind = thing?.entity.value.kind;
  if (appliance && (!thing || (kind === "switch" && isSteady(appliance)))) {
    return <ApplianceTile place={place} appliance={appliance} />;
  }
  if (!thing) return null;
  if (kind === "climate") return <ClimateTile place={place} thing={thing} />;
  if (kind === "cover") return <CoverTile place={place} thing={thing} />;
  if (kind === "lock") return <LockTile place={place} thing={thing} />;
  if (kind === "sensor" || kind === "binary_sensor") return <SensorTile place={place} thing={thing} />;
  return <SwitchTile place={place} thing={thing} />;
}
