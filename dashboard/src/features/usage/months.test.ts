import { expect, it } from "vitest";

import { isMonth, monthBefore, monthsUntil } from "./months";

it("goes back over the turn of a year", () => {
  expect(monthsUntil("2026-02", 4)).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
  expect(monthBefore("2026-01")).toBe("2025-12");
});

it("tells months from what only looks like one", () => {
  expect(["2026-12", "2026-13", "2026-00", "2026-1", ""].map(isMonth)).toEqual([true, false, false, false, false]);
});
