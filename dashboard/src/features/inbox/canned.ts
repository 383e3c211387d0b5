/** Canned replies; kept in this browser for a workspace until the API keeps them. */

import { useState } from "react";

import { useTenant } from "@/session/tenant";
import { inbox } from "@/words";

import { keep, load } from "./storage";

export interface Canned {
  /** What is typed after the slash. */
  shortcut: string;
  text: string;
}

export function useCanned(): [Canned[], (next: Canned[]) => void] {
  const place = `whatsdex.canned.${useTenant().id}`;
  const [canned, setCanned] = useState<Canned[]>(() => load<Canned[]>(place) ?? [...inbox.canned.samples]);
  return [
    canned,
    (next) => {
      keep(place, next);
      setCanned(next);
    },
  ];
}

/** Those that a text such as `/he` may mean; null if it means none at all. */
export function findCanned(canned: readonly Canned[], text: string): Canned[] | null {
  const wanted = /^\/([\p{L}\p{N}-]*)$/u.exec(text)?.[1]?.toLowerCase();
  if (wanted === undefined) return null;
  return canned.filter(({ shortcut }) => shortcut.toLowerCase().startsWith(wanted));
}
