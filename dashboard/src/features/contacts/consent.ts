/** What a contact's wishes come to. */

import type { Schemas } from "@/api/client";

export type Wish = Schemas["OptOut"];
export type Wishes = Record<string, Wish>;

/** What a contact does not want on a channel at least; nothing at all beats no marketing. */
export function refuses(wishes: Wishes): "all" | "marketing" | null {
  if (refusesScope(wishes, "all")) return "all";
  return refusesScope(wishes, "marketing") ? "marketing" : null;
}

/** The newest of the wish for a channel and the one for every channel holds. */
function refusesScope(wishes: Wishes, scope: string): boolean {
  const all = Object.values(wishes).filter((wish) => wish.scope === scope);
  const everywhere = all.find((wish) => !wish.channel_id);
  return all.some((wish) => !wish.opted_in && !(everywhere?.opted_in && Date.parse(everywhere.at) > Date.parse(wish.at)));
}
