import { expect, it } from "vitest";

import { funnelOf } from "./funnel";

it("counts what was read as delivered and sent too", () => {
  expect(funnelOf({ read: 5, played: 1, delivered: 3, sent: 2, failed: 4, queued: 1, unknown: 1 })).toEqual({
    written: 17,
    sent: 11,
    delivered: 9,
    read: 6,
    failed: 4,
    open: 2,
  });
});

it("is empty where nothing was written", () => {
  expect(funnelOf({})).toEqual({ written: 0, sent: 0, delivered: 0, read: 0, failed: 0, open: 0 });
});

it("holds whatever states there are: each stage at most the one before", () => {
  const { written, sent, delivered, read, failed, open } = funnelOf({ new_state: 2, sending: 1, delivered: 1 });
  expect(written >= sent && sent >= delivered && delivered >= read).toBe(true);
  expect(sent + failed + open).toBe(written);
});
