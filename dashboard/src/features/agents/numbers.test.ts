import { describe, expect, it } from "vitest";

import { asCsv, chartRows, shareOfHandOvers } from "./numbers";

const DAY = {
  day: "2026-11-25",
  answers: 3,
  hand_overs: 1,
  hand_overs_by_reason: { asked: 1 },
  input_tokens: 900,
  output_tokens: 50,
  price_micro_usd: 250_000,
  mean_latency_ms: 700,
  p50_latency_ms: 500,
  p95_latency_ms: 2000,
};
const QUIET = { ...DAY, day: "2026-11-24", answers: 0, hand_overs: 0, p50_latency_ms: null, p95_latency_ms: null };

describe("numbers", () => {
  it("tell the share that was left to people", () => {
    expect(shareOfHandOvers(DAY)).toBe("25%");
    expect(shareOfHandOvers(QUIET)).toBe("0%");
  });

  it("become lines of a spreadsheet, with gaps where nothing is known", () => {
    expect(asCsv([QUIET, DAY]).split("\r\n")).toEqual([
      "day,answers,hand_overs,input_tokens,output_tokens,price_micro_usd,p50_latency_ms,p95_latency_ms",
      "2026-11-24,0,0,900,50,250000,,",
      "2026-11-25,3,1,900,50,250000,500,2000",
      "",
    ]);
  });

  it("become points of charts, in dollars and seconds", () => {
    expect(chartRows([DAY])[0]).toEqual({ day: "11-25", answers: 3, handOvers: 1, usd: 0.25, half: 0.5, most: 2 });
    expect(chartRows([QUIET])[0]).toMatchObject({ half: null, most: null });
  });
});
