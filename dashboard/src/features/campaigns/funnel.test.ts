import { expect, it } from "vitest";

import { shareDone, stagesOf, variantOf } from "./funnel";

it("adds up who is skipped, whatever the reason", () => {
  const stages = stagesOf({ planned: 8, skipped: { opted_out: 2, no_route: 1 }, funnel: { sent: 7, delivered: 6, read: 3, failed: 1 } });
  expect(stages).toEqual({ planned: 8, sent: 7, delivered: 6, read: 3, failed: 1, skipped: 3 });
});

it("is as far as its messages have left", () => {
  expect(shareDone({ planned: 8, waiting: 2 })).toBe(75);
  expect(shareDone({ planned: 0, waiting: 0 })).toBe(0);
});

it("counts every message of a variant once", () => {
  const variant = variantOf({ id: "b", funnel: { queued: 1, sending: 1, sent: 5, delivered: 4, read: 2, failed: 2, unknown: 1 } });
  expect(variant).toEqual({ id: "b", messages: 10, delivered: 4, read: 2, failed: 2 });
});
