import { expect, it } from "vitest";

import { limitedOf } from "./usage";

const metric = (used: number, limit: number | null) => ({ used, limit, projected: null, level: 0 as const });

it("tells what is limited, the fullest first", () => {
  const usage = {
    period: "2026-11",
    plan: "pro",
    time_zone: "UTC",
    starts_at: "",
    ends_at: "",
    warnings: [],
    metrics: { messages_in: metric(999, null), messages_out: metric(5, 100), media_bytes: metric(50, 60) },
  };
  expect(limitedOf(usage).map(({ name }) => name)).toEqual(["media_bytes", "messages_out"]);
});
