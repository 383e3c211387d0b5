/** Months of the calendar. */

/** The `count` months that end with `month`, `2026-11`, the earliest first. */
export function monthsUntil(month: string, count: number): string[] {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return Array.from({ length: count }, (_, index) => new Date(Date.UTC(year, number - count + index, 1)).toISOString().slice(0, 7));
}

/** The month before. */
export function monthBefore(month: string): string {
  return monthsUntil(month, 2)[0] ?? month;
}

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** A month as people write it. */
export function monthName(month: string, format: "long" | "short" = "long"): string {
  const year = format === "long" ? "numeric" : undefined;
  return new Intl.DateTimeFormat(undefined, { month: format, year, timeZone: "UTC" }).format(new Date(`${month}-01T00:00Z`));
}
