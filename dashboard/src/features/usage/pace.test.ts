import { expect, it } from "vitest";

import { paceOf } from "./pace";

it("adds the days up until now, and goes on at the pace so far", () => {
  const points = paceOf("2026-02", [10, 0, 20, 10], 42, 294);
  expect(points).toHaveLength(28);
  expect(points.slice(0, 5).map(({ used }) => used)).toEqual([10, 10, 30, 42, null]);
  expect(points[2]?.projected).toBeNull();
  expect(points[3]?.projected).toBe(42);
  expect(points.at(-1)).toEqual({ id: "2026-02-28", used: null, projected: 294 });
});

it("never shows more than the counter, which is what is billed", () => {
  expect(paceOf("2026-02", [50, 60, 1], 100, null).slice(0, 3).map(({ used }) => used)).toEqual([50, 100, 100]);
});

it("says nothing of the future where there is no pace yet", () => {
  expect(paceOf("2026-02", [3], 3, null).every(({ projected }) => projected === null)).toBe(true);
});

it("ends a month on its last day", () => {
  const points = paceOf("2028-02", new Array<number>(29).fill(1), 29, 30);
  expect(points.at(-1)).toEqual({ id: "2028-02-29", used: 29, projected: 30 });
});
