import { describe, expect, it } from "vitest";

import { progressAgainIn } from "./queries";

const ENDED = "2026-03-01T12:00:00Z";

function after(seconds: number) {
  return progressAgainIn({ status: "done", finished_at: ENDED, counted_at: new Date(Date.parse(ENDED) + seconds * 1000).toISOString() });
}

describe("when a campaign's progress is asked for again", () => {
  it.each(["planning", "running"] as const)("soon while it is %s", (status) => {
    expect(progressAgainIn({ status, finished_at: null, counted_at: ENDED })).toBe(2500);
  });

  it.each(["paused", "scheduled"] as const)("not while it is %s", (status) => {
    expect(progressAgainIn({ status, finished_at: null, counted_at: ENDED })).toBe(false);
  });

  it("ever more seldom after its end, for a day, since statuses arrive late", () => {
    expect([0, 1, 60, 3600, 86_399, 86_400].map(after)).toEqual([2500, 2500, 15_000, 900_000, 21_599_750, false]);
  });

  it("soon when the end was told by a clock ahead of the count's", () => {
    expect(after(-5)).toBe(2500);
  });
});
