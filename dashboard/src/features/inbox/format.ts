/** Times, sizes and durations as people read them, in the browser's zone. */

import { inbox } from "@/words";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const fullDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const fullDayYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const whole = new Intl.NumberFormat();
const DAY_MS = 86_400_000;

/** The first text that is not empty. */
export function firstText(...texts: (string | null | undefined)[]): string {
  return texts.find(Boolean) ?? "";
}

export function timeOf(at: string): string {
  return clock.format(new Date(at));
}

export function exactTime(at: string): string {
  return exact.format(new Date(at));
}

export function count(value: number): string {
  return whole.format(value);
}

/** A number that is the same for all instants of one local day, and one more for the next day. */
export function dayNumber(at: Date): number {
  return Math.round(new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime() / DAY_MS);
}

/** `Today`, `Yesterday`, or the date. */
export function dayName(at: string, now: Date): string {
  const day = new Date(at);
  const ago = dayNumber(now) - dayNumber(day);
  if (ago === 0) return inbox.thread.today;
  if (ago === 1) return inbox.thread.yesterday;
  return (day.getFullYear() === now.getFullYear() ? fullDay : fullDayYear).format(day);
}

/** Short enough for a row: the time today, then the weekday, then the date. */
export function rowTime(at: string, now: Date): string {
  const day = new Date(at);
  const ago = dayNumber(now) - dayNumber(day);
  if (ago <= 0) return clock.format(day);
  if (ago < 7) return weekday.format(day);
  return day.getFullYear() === now.getFullYear() ? dayMonth.format(day) : day.toLocaleDateString();
}

/** `3 h 20 min`, `12 min`, and below five minutes `4:05`. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 5) return `${minutes}:${String(seconds % 60).padStart(2, "0")} min`;
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
