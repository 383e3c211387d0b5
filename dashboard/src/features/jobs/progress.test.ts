import { describe, expect, it } from "vitest";

import { isSilent, leftS, percentOf, silentS } from "./progress";

describe("progress of long work", () => {
  it("is a share only once it is known how much there is", () => {
    expect(percentOf({ done: 30, total: 120 })).toBe(25);
    expect(percentOf({ done: 30, total: null })).toBeNull();
    expect(percentOf({ done: 0, total: 0 })).toBeNull();
  });

  it("is never more than all, though documents came while it ran", () => {
    expect(percentOf({ done: 130, total: 120 })).toBe(100);
    expect(leftS({ done: 130, total: 120, per_minute: 10 })).toBe(0);
  });

  it("tells how long the rest takes at the pace until now", () => {
    expect(leftS({ done: 30, total: 120, per_minute: 45 })).toBe(120);
    expect(leftS({ done: 30, total: 120, per_minute: null })).toBeNull();
    expect(leftS({ done: 0, total: 120, per_minute: 0 })).toBeNull();
  });

  it("is silent after two minutes, and a clock that is behind makes nothing of the future", () => {
    const heard = { heartbeat_at: "2026-11-20T12:00:00Z" };
    expect(silentS(heard, new Date("2026-11-20T12:00:45Z"))).toBe(45);
    expect(silentS(heard, new Date("2026-11-20T11:59:00Z"))).toBe(0);
    expect(isSilent(heard, new Date("2026-11-20T12:02:00Z"))).toBe(false);
    expect(isSilent(heard, new Date("2026-11-20T12:02:01Z"))).toBe(true);
  });
});
