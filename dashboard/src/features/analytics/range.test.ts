import { describe, expect, it } from "vitest";

import { before, chosenOf, filterOf, grainOf, isDay, lengthOf, monthOf, presetRange } from "./range";

const TODAY = "2026-03-10";

describe("days", () => {
  it("go over the ends of months, leap days and changes of the clock", () => {
    expect(lengthOf({ from: "2028-02-27", to: "2028-03-01" })).toBe(4);
    expect(lengthOf({ from: "2026-03-28", to: "2026-03-30" })).toBe(3);
    expect(monthOf("2028-02-10")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  });

  it("are told from what only looks like one", () => {
    expect(["2026-02-28", "2026-02-30", "2026-2-3", "", "soon"].map(isDay)).toEqual([true, false, false, false, false]);
  });
});

it.each([
  ["7d", "2026-03-04", TODAY, "daily"],
  ["28d", "2026-02-11", TODAY, "daily"],
  ["90d", "2025-12-11", TODAY, "daily"],
  ["month", "2026-03-01", TODAY, "daily"],
  ["last-month", "2026-02-01", "2026-02-28", "daily"],
  ["12m", "2025-04-01", TODAY, "monthly"],
] as const)("knows the days of %s", (preset, from, to, grain) => {
  expect(presetRange(preset, TODAY)).toEqual({ from, to });
  expect(grainOf({ from, to })).toBe(grain);
});

it("shows the twelve months of a year that ends", () => {
  expect(presetRange("12m", "2026-12-31")).toEqual({ from: "2026-01-01", to: "2026-12-31" });
});

describe("the period before", () => {
  it("has as many days, right before", () => {
    const span = { from: "2026-03-01", to: "2026-03-10" };
    expect(before(span)).toEqual({ from: "2026-02-19", to: "2026-02-28" });
  });

  it("of a day is the day before", () => {
    expect(before({ from: "2026-03-01", to: "2026-03-01" })).toEqual({ from: "2026-02-28", to: "2026-02-28" });
  });

  it("of months has as many months", () => {
    expect(before(presetRange("12m", TODAY))).toEqual({ from: "2024-04-01", to: "2025-03-31" });
  });
});

it("draws a day in hours, and long spans in months only where they are whole", () => {
  expect(grainOf({ from: TODAY, to: TODAY })).toBe("hourly");
  expect(grainOf({ from: "2025-09-02", to: TODAY })).toBe("daily");
});

describe("an address", () => {
  const asked = (text: string) => chosenOf(new URLSearchParams(text), TODAY);

  it("names a span, or its days", () => {
    expect(asked("range=90d").preset).toBe("90d");
    expect(asked("from=2026-02-01&to=2026-02-03")).toEqual({
      preset: null,
      range: { from: "2026-02-01", to: "2026-02-03" },
      day: null,
    });
  });

  it("looks at one of the days, and at no other", () => {
    expect(asked("range=7d&day=2026-03-09").day).toBe("2026-03-09");
    expect(asked("range=7d&day=2026-02-01").day).toBeNull();
    expect(asked("range=7d&day=2026-03-99").day).toBeNull();
  });

  it.each(["", "range=forever", "from=2026-02-03&to=2026-02-01", "from=2026-03-01&to=2026-03-11", "from=2020-01-01&to=2026-01-01"])(
    "that asks for nothing that there is (%s) shows the default",
    (text) => expect(asked(text).preset).toBe("28d"),
  );
});

it.each([
  ["", {}],
  ["channel=wa", { channel: "wa" }],
  ["author=agent", { author: "agent" }],
  ["author=nobody", {}],
  ["channel=wa&author=agent", { channel: "wa" }],
])("filters by channel or by author (%s)", (text, expected) => {
  expect(filterOf(new URLSearchParams(text))).toEqual(expected);
});
