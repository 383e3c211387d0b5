import { describe, expect, it } from "vitest";

import { refuses } from "./consent";

const wish = (scope: string, opted_in: boolean, at: string, channel_id: string | null = null) => ({ scope, opted_in, at, channel_id, source: "person" });

describe("what a contact refuses", () => {
  it("is nothing where nothing was said, or it was taken back", () => {
    expect(refuses({})).toBeNull();
    expect(refuses({ marketing_all: wish("marketing", true, "2026-11-01T00:00:00Z") })).toBeNull();
  });

  it("is what was said on a channel, until everything is allowed again", () => {
    const said = { marketing_x: wish("marketing", false, "2026-11-02T00:00:00Z", "x") };
    expect(refuses(said)).toBe("marketing");
    expect(refuses({ ...said, marketing_all: wish("marketing", true, "2026-11-03T00:00:00Z") })).toBeNull();
    expect(refuses({ ...said, marketing_all: wish("marketing", true, "2026-11-01T00:00:00Z") })).toBe("marketing");
  });

  it("is everything where anything at all is refused", () => {
    expect(refuses({ a: wish("marketing", false, "2026-11-02T00:00:00Z"), b: wish("all", false, "2026-11-02T00:00:00Z") })).toBe("all");
  });
});
