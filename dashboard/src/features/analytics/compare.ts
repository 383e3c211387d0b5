/** A span beside the one before it. */

import type { Schemas } from "@/api/client";
import type { Point } from "@/components/charts/TrendChart";
import { toWall } from "@/components/zoned";

import type { Grain } from "./range";

export type Series = Schemas["Series"];
export type Period = Schemas["PeriodNumbers"];
export type Details = Schemas["Details"];

/** By how much `now` is more than `then`, as a share; null where there is nothing to compare with. */
export function change(now: number | null | undefined, then: number | null | undefined): number | null {
  return now == null || then == null || then === 0 ? null : (now - then) / then;
}

/** What is drawn: each name with the number that a period has for it. */
export type Picks = Record<string, (period: Period) => number | null>;

/**
 * The points of a chart: each period with its numbers, and those of the period at its place in the span before as
 * `…Before`. Where the span before is shorter, as a month or a day of 23 hours may be, its numbers end earlier.
 */
export function pointsOf(now: Series, then: Series | undefined, picks: Picks): Point[] {
  return now.items.map((period, index) => {
    const earlier = then?.items[index];
    const point: Point = { ...namesOf(period, now.grain, now.time_zone) };
    for (const [name, pick] of Object.entries(picks)) {
      point[name] = pick(period);
      if (then) point[`${name}Before`] = earlier ? pick(earlier) : null;
    }
    return point;
  });
}

/** How people call a period: on an axis, and where there is room. */
export function namesOf({ id, start }: Pick<Period, "id" | "start">, grain: Grain, zone: string): Pick<Point, "id" | "label" | "title"> {
  switch (grain) {
    case "hourly": {
      const clock = toWall(start, zone).slice(11, 16);
      return { id, label: clock, title: clock };
    }
    case "daily":
      return { id, label: told(id, { day: "numeric", month: "short" }), title: told(id, { weekday: "short", ...LONG }) };
    case "monthly":
      return { id, label: told(`${id}-01`, { month: "short" }), title: told(`${id}-01`, { month: "long", year: "numeric" }) };
  }
}

const LONG = { day: "numeric", month: "long", year: "numeric" } as const;

/** A day of the calendar in words. */
export function told(day: string, format: Intl.DateTimeFormatOptions = LONG): string {
  return new Intl.DateTimeFormat(undefined, { ...format, timeZone: "UTC" }).format(new Date(`${day}T00:00Z`));
}
