/** What the plans include, a row for each capability, as the API tells it. */

import type { Schemas } from "@/api/client";
import { count } from "@/components/format";
import { settings } from "@/words";

type PlanList = Schemas["PlanList"];
type Name = keyof Schemas["Limits"];

const words = settings.plans;
const NAMES = Object.keys(settings.limits) as Name[];

export interface Row {
  label: string;
  /** How much of it is in use, where that is known. */
  used: string | null;
  /** What each plan includes, in the order of the plans. */
  cells: (number | boolean)[];
}

/** The rows of the comparison; `sent` is how many messages the month has, once that is known. */
export function rowsOf({ items, channels, agents }: PlanList, sent: number | undefined): Row[] {
  const used: Partial<Record<Name, string>> = {
    channels_per_provider: words.used(count(Math.max(...Object.values(channels), 0))),
    agents: words.used(count(agents)),
  };
  if (sent !== undefined) used.messages_a_month = words.sent(count(sent));
  return NAMES.map((name) => ({
    label: settings.limits[name],
    used: used[name] ?? null,
    cells: items.map(({ limits }) => limits[name]),
  }));
}
