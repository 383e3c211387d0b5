import { describe, expect, it } from "vitest";

import { fromWall, toWall } from "./zoned";

describe("the wall clock of a zone", () => {
  it.each([
    ["2026-11-23T08:30:00.000Z", "Europe/Berlin", "2026-11-23 09:30:00"],
    ["2026-07-01T08:30:00.000Z", "America/New_York", "2026-07-01 04:30:00"],
    ["2026-01-01T00:00:00.000Z", "Asia/Kathmandu", "2026-01-01 05:45:00"],
    ["2026-01-01T00:00:00.000Z", "UTC", "2026-01-01 00:00:00"],
  ])("shows %s in %s as %s, and back", (instant, zone, wall) => {
    expect(toWall(instant, zone)).toBe(wall);
    expect(fromWall(wall, zone).toISOString()).toBe(instant);
  });

  it("takes the first of a time that comes twice", () => {
    expect(fromWall("2026-10-25 02:30:00", "Europe/Berlin").toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  it("goes on behind a time that is left out", () => {
    expect(fromWall("2026-03-29 02:30:00", "Europe/Berlin").toISOString()).toBe("2026-03-29T01:30:00.000Z");
  });
});
