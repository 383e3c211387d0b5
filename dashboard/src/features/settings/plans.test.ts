import { describe, expect, it } from "vitest";

import type { Schemas } from "@/api/client";

import { rowsOf } from "./plans";

const SMALL = {
  messages_a_month: 1000,
  channels_per_provider: 1,
  agents: 1,
  campaigns: false,
  backups: false,
  spinning: false,
  transcripts: false,
  api_calls_a_minute: 60,
};
const PLANS: Schemas["PlanList"] = {
  current: "starter",
  items: [
    { plan: "starter", limits: SMALL },
    { plan: "pro", limits: { ...SMALL, messages_a_month: 5000, campaigns: true } },
  ],
  channels: { whatsapp: 1, telegram: 3 },
  agents: 2,
};

describe("the comparison of the plans", () => {
  it("has a row for everything that a plan includes, and a cell for each plan", () => {
    const rows = rowsOf(PLANS, undefined);
    expect(rows).toHaveLength(Object.keys(SMALL).length);
    expect(rows[0]?.cells).toEqual([1000, 5000]);
    expect(rows.find(({ label }) => label === "Campaigns")?.cells).toEqual([false, true]);
  });

  it("tells what is in use: the provider with most channels, and messages once they are known", () => {
    const used = (sent?: number) => rowsOf(PLANS, sent).map((row) => row.used);
    expect(used().slice(0, 4)).toEqual([null, "3 in use", "2 in use", null]);
    expect(used(0)[0]).toBe("0 sent this month");
  });
});
