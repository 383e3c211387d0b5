import { describe, expect, it } from "vitest";

import { change, namesOf, type Period, pointsOf, type Series } from "./compare";

const period = (id: string, inbound: number, start = `${id}T00:00:00Z`): Period => ({
  id,
  start,
  end: start,
  is_open: false,
  as_of: null,
  inbound,
  outbound: 0,
  details: null,
});
const series = (...items: Period[]): Series => ({
  grain: "daily",
  time_zone: "Europe/Berlin",
  from: "",
  to: "",
  items,
  totals: period("total", 0),
});

it.each([
  [150, 100, 0.5],
  [50, 100, -0.5],
  [0, 100, -1],
  [5, 0, null],
  [null, 10, null],
  [10, undefined, null],
])("says how %s differs from %s", (now, then, expected) => {
  expect(change(now, then)).toBe(expected);
});

describe("points", () => {
  const now = series(period("2026-03-01", 3), period("2026-03-02", 5));

  it("stand beside those at their place in the span before, as far as it goes", () => {
    const points = pointsOf(now, series(period("2026-02-28", 4)), { inbound: ({ inbound }) => inbound });
    expect(points.map(({ id, inbound, inboundBefore }) => [id, inbound, inboundBefore])).toEqual([
      ["2026-03-01", 3, 4],
      ["2026-03-02", 5, null],
    ]);
  });

  it("stand alone where nothing is compared", () => {
    const [point] = pointsOf(now, undefined, { inbound: ({ inbound }) => inbound });
    expect(point).not.toHaveProperty("inboundBefore");
  });
});

it("names hours by the workspace's clock, also where it is half past in UTC", () => {
  expect(namesOf(period("2026-03-01T18:30Z", 1, "2026-03-01T18:30:00Z"), "hourly", "Asia/Kolkata").label).toBe("00:00");
});

it("names days and months, whatever zone the browser is in", () => {
  expect(namesOf(period("2026-03-01", 1), "daily", "America/New_York").label).toMatch(/1/);
  expect(namesOf({ id: "2026-03", start: "" }, "monthly", "UTC").title).toMatch(/March 2026|2026/);
});
