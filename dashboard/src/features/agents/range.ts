/** Ranges of days, as the address of the page keeps them. */

/** From a first day to a last one, both `YYYY-MM-DD`. */
export interface Days {
  first: string;
  last: string;
}

const DAY_MS = 86_400_000;
export const LONGEST_DAYS = 366;
export const PRESETS = ["7", "30", "90"] as const;
export const USUAL = "30";
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The day on which `now` is in `zone`. */
export function today(now: Date, zone: string): string {
  // Swedish writes days as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(now);
}

/** `day` moved by a number of days. */
export function moved(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
}

/** How many days a range has; none if it is not one. */
export function length({ first, last }: Days): number {
  if (!DAY.test(first) || !DAY.test(last)) return 0;
  return Math.max(0, Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1);
}

/** The days that an address asks for; the usual ones where it asks for none that there are. */
export function readDays(search: URLSearchParams, now: Date, zone: string): { preset: string; days: Days } {
  const last = today(now, zone);
  const asked = { first: search.get("from") ?? "", last: search.get("to") ?? "" };
  const many = length(asked);
  if (many > 0 && many <= LONGEST_DAYS) return { preset: "custom", days: asked };
  const preset = PRESETS.find((one) => one === search.get("days")) ?? USUAL;
  return { preset, days: { first: moved(last, 1 - Number(preset)), last } };
}

/** `search` with other days. */
export function writeDays(search: URLSearchParams, chosen: string | Days): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ["days", "from", "to"]) next.delete(name);
  if (typeof chosen === "string") {
    if (chosen !== USUAL) next.set("days", chosen);
  } else {
    next.set("from", chosen.first);
    next.set("to", chosen.last);
  }
  return next;
}
