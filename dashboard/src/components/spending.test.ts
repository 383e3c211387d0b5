import { describe, expect, it } from "vitest";

import { duration, price } from "./spending";

describe("prices", () => {
  it.each([
    [0, "$0.00"],
    [3, "$0.000003"],
    [1_234, "$0.0012"],
    [120_000, "$0.12"],
    [1_000_000, "$1.00"],
    [12_345_678, "$12.35"],
  ])("shows %i micro-USD with the digits that say something", (microUsd, said) => {
    expect(price(microUsd).replace("US$", "$")).toBe(said);
  });
});

describe("durations", () => {
  it.each([
    [0, "0 ms"],
    [999, "999 ms"],
    [1_000, "1 s"],
    [1_260, "1.3 s"],
  ])("shows %i ms", (ms, said) => {
    expect(duration(ms)).toBe(said);
  });
});
