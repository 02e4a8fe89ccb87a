// What people call a model.
import type { Model } from "../generated";
import { appliances } from "../store";

/** Return the name of the appliance it was learned from, else its own. */
export const modelName = ({ appliance, name }: Model): string => appliances.value.get(appliance)?.name ?? name;
