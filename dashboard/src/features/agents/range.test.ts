import { describe, expect, it } from "vitest";

import { length, moved, readDays, today, writeDays } from "./range";

const NOW = new Date("2026-11-25T23:30:00Z");

describe("days", () => {
  it("are those of the workspace's time zone", () => {
    expect(today(NOW, "UTC")).toBe("2026-11-25");
    expect(today(NOW, "Europe/Berlin")).toBe("2026-11-26");
    expect(today(NOW, "America/New_York")).toBe("2026-11-25");
  });

  it("move over months, leap days and changes of clocks", () => {
    expect(moved("2026-03-01", -1)).toBe("2026-02-28");
    expect(moved("2028-02-28", 1)).toBe("2028-02-29");
    expect(moved("2026-10-24", 2)).toBe("2026-10-26");
  });

  it.each([
    ["2026-11-25", "2026-11-25", 1],
    ["2026-01-01", "2026-12-31", 365],
    ["2026-11-25", "2026-11-24", 0],
    ["", "2026-11-24", 0],
  ])("from %s to %s are %i", (first, last, many) => {
    expect(length({ first, last })).toBe(many);
  });
});

describe("the address", () => {
  it("takes 30 days where it asks for nothing that there is", () => {
    const usual = { preset: "30", days: { first: "2026-10-27", last: "2026-11-25" } };
    for (const search of ["", "days=5", "from=2026-11-25&to=2026-11-01", "from=2020-01-01&to=2026-11-01", "from=x&to=y"]) {
      expect(readDays(new URLSearchParams(search), NOW, "UTC")).toEqual(usual);
    }
  });

  it("keeps what was chosen, and nothing else of it", () => {
    const before = new URLSearchParams("tab=numbers&days=7");
    expect(writeDays(before, "90").toString()).toBe("tab=numbers&days=90");
    expect(writeDays(before, "30").toString()).toBe("tab=numbers");
    const own = writeDays(before, { first: "2026-11-01", last: "2026-11-03" });
    expect(own.toString()).toBe("tab=numbers&from=2026-11-01&to=2026-11-03");
    expect(readDays(own, NOW, "UTC")).toEqual({ preset: "custom", days: { first: "2026-11-01", last: "2026-11-03" } });
  });
});
