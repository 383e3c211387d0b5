/** When in the week it is busy, by the workspace's clock. */

import type { Schemas } from "@/api/client";

export type Way = "inbound" | "outbound";
export const HOURS = 24;
/** Monday to Sunday. */
export const WEEKDAYS = 7;

/** Messages by weekday (Monday first) and hour of the day. */
export type Heat = readonly (readonly number[])[];

export function heatOf(cells: readonly Schemas["BusyHour"][], way: Way): Heat {
  const heat = Array.from({ length: WEEKDAYS }, () => new Array<number>(HOURS).fill(0));
  for (const cell of cells) {
    const row = heat[cell.weekday - 1];
    if (row) row[cell.hour] = cell[way];
  }
  return heat;
}

export interface Busiest {
  /** 0 for Monday. */
  weekday: number;
  hour: number;
  messages: number;
}

/** Where most is written; null if nothing is. */
export function busiestOf(heat: Heat): Busiest | null {
  const all = heat.flatMap((row, weekday) => row.map((messages, hour) => ({ weekday, hour, messages })));
  const most = all.reduce((best, one) => (one.messages > best.messages ? one : best), { weekday: 0, hour: 0, messages: 0 });
  return most.messages > 0 ? most : null;
}
