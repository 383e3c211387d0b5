/** Spans of days of the workspace's calendar, and the address that keeps what was chosen. */

export interface Range {
  /** The first day, `2026-11-01`. */
  from: string;
  /** The last day. */
  to: string;
}

export type Grain = "hourly" | "daily" | "monthly";

export const PRESETS = ["7d", "28d", "90d", "month", "last-month", "12m"] as const;
export type Preset = (typeof PRESETS)[number];

/** Which messages are counted: all, those of a channel, or those of an author. */
export interface Filter {
  channel?: string;
  author?: Author;
}

/** Who writes in the business's name. */
export const AUTHORS = ["person", "agent", "campaign", "phone"] as const;
export type Author = (typeof AUTHORS)[number];

export interface Chosen {
  /** What was chosen; null for days that a person picked. */
  preset: Preset | null;
  /** Its days. */
  range: Range;
  /** The one of them that is looked at more closely. */
  day: string | null;
}

export const DEFAULT_PRESET: Preset = "28d";
/** A year of days is drawn; for more there are months. */
export const LONGEST_DAYS = 366;
/** More days than these are drawn as months, where they are whole ones. */
const MOST_DAYS = 92;
const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function addDays(day: string, days: number): string {
  return textOf(Date.parse(`${day}T00:00Z`) + days * DAY_MS);
}

/** The first day of the month that is so many after the one of `day`. */
export function addMonths(day: string, months: number): string {
  return textOf(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1));
}

/** Months since the year 0. */
function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}

function textOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** How many days a span has. */
export function lengthOf({ from, to }: Range): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY_MS) + 1;
}

/** How long the periods are in which a span is drawn. */
export function grainOf(range: Range): Grain {
  const days = lengthOf(range);
  if (days === 1) return "hourly";
  return days > MOST_DAYS && range.from.endsWith("-01") ? "monthly" : "daily";
}

/** As many days, or months where a span is drawn in months, right before. */
export function before(range: Range): Range {
  const to = addDays(range.from, -1);
  if (grainOf(range) !== "monthly") return { from: addDays(range.from, -lengthOf(range)), to };
  return { from: addMonths(range.from, monthNumber(range.from) - monthNumber(range.to) - 1), to };
}

export function presetRange(preset: Preset, today: string): Range {
  switch (preset) {
    case "7d":
      return { from: addDays(today, -6), to: today };
    case "28d":
      return { from: addDays(today, -27), to: today };
    case "90d":
      return { from: addDays(today, -89), to: today };
    case "month":
      return { from: addMonths(today, 0), to: today };
    case "last-month":
      return monthOf(addMonths(today, -1));
    case "12m":
      return { from: addMonths(today, -11), to: today };
  }
}

/** All days of the month in which `day` lies. */
export function monthOf(day: string): Range {
  return { from: addMonths(day, 0), to: addDays(addMonths(day, 1), -1) };
}

/** What an address asks for: `?range=90d` or `?from=…&to=…`, and `&day=…`; anything else shows the default. */
export function chosenOf(search: URLSearchParams, today: string): Chosen {
  const [from, to] = [search.get("from") ?? "", search.get("to") ?? ""];
  const day = search.get("day");
  const picked = isDay(from) && isDay(to) && from <= to && to <= today && lengthOf({ from, to }) <= LONGEST_DAYS;
  const preset = picked ? null : (PRESETS.find((one) => one === search.get("range")) ?? DEFAULT_PRESET);
  const range = preset ? presetRange(preset, today) : { from, to };
  return { preset, range, day: day && isDay(day) && range.from <= day && day <= range.to ? day : null };
}

/** Which messages an address asks for; numbers are kept by channel or by author, not by both. */
export function filterOf(search: URLSearchParams): Filter {
  const channel = search.get("channel");
  if (channel) return { channel };
  const author = AUTHORS.find((one) => one === search.get("author"));
  return author ? { author } : {};
}

/** Whether it is a day of the calendar. */
export function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00Z`);
  return DAY.test(text) && Number.isFinite(at) && textOf(at) === text;
}
