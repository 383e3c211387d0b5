import { expect, it } from "vitest";

import { busiestOf, heatOf } from "./heat";

const CELLS = [
  { weekday: 1, hour: 0, inbound: 4, outbound: 1 },
  { weekday: 3, hour: 15, inbound: 9, outbound: 2 },
  { weekday: 7, hour: 23, inbound: 1, outbound: 8 },
];

it("lays the hours of a week out, Monday first", () => {
  const heat = heatOf(CELLS, "inbound");
  expect([heat[0]?.[0], heat[2]?.[15], heat[6]?.[23]]).toEqual([4, 9, 1]);
  expect(heat.map((row) => row.length)).toEqual([24, 24, 24, 24, 24, 24, 24]);
  expect(heat.flat().reduce((sum, one) => sum + one, 0)).toBe(14);
});

it("finds the busiest hour of each way, if there is one", () => {
  expect(busiestOf(heatOf(CELLS, "inbound"))).toEqual({ weekday: 2, hour: 15, messages: 9 });
  expect(busiestOf(heatOf(CELLS, "outbound"))).toEqual({ weekday: 6, hour: 23, messages: 8 });
  expect(busiestOf(heatOf([], "inbound"))).toBeNull();
});
