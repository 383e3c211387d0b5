/** Times on the wall clock of a time zone. */

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** An instant as the clock of `zone` shows it: `2026-11-23 09:30:00`. */
export function toWall(instant: string | Date, zone: string): string {
  let format = FORMATS.get(zone);
  if (!format) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
    format = new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: zone, hourCycle: "h23" });
    FORMATS.set(zone, format);
  }
  const found = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${found.year}-${found.month}-${found.day} ${found.hour}:${found.minute}:${found.second}`;
}

/**
 * The instant at which the clock of `zone` shows `wall`.
 *
 * Of a time that the clock shows twice, the first; of one that it leaves out, as far behind the change as the time is
 * behind its beginning.
 */
export function fromWall(wall: string, zone: string): Date {
  const asUtc = Date.parse(`${wall.replace(" ", "T")}Z`);
  // What the clock is ahead by, shortly before and shortly after: at a change of the clock the two differ.
  const candidates = [-1, 1]
    .map((side) => asUtc - aheadMs(asUtc + side * 86_400_000, zone))
    .sort((a, b) => a - b);
  const fitting = candidates.find((instant) => Date.parse(`${toWall(new Date(instant), zone).replace(" ", "T")}Z`) === asUtc);
  return new Date(fitting ?? Math.max(...candidates));
}

function aheadMs(instant: number, zone: string): number {
  return Date.parse(`${toWall(new Date(instant), zone).replace(" ", "T")}Z`) - instant;
}
