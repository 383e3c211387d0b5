import { describe, expect, it } from "vitest";

import { newestHeard, newestMs } from "./news";

const conversation = (id: string, preview: object, more: object = {}) => ({
  id,
  isNew: false,
  fields: { contact_name: id, is_unread: true, preview: { text: "Hello", direction: "in", at_ms: 5, ...preview }, ...more },
});

describe("news", () => {
  it("is the newest that a customer wrote", () => {
    const all = [conversation("older", {}), conversation("newer", { at_ms: 9, text: "Me too" }), conversation("old", { at_ms: 2 })];
    expect(newestHeard(all, 0)).toEqual({ id: "newer", name: "newer", text: "Me too", atMs: 9 });
  });

  it("is told once", () => {
    const all = [conversation("a", {}), conversation("ours", { direction: "out", at_ms: 7 })];
    expect(newestMs(all)).toBe(7);
    expect(newestHeard(all, newestMs(all))).toBeNull();
  });

  it("is neither what we wrote nor what somebody has looked at", () => {
    expect(newestHeard([conversation("ours", { direction: "out" }), conversation("read", {}, { is_unread: false })], 0)).toBeNull();
    expect(newestHeard([{ id: "empty", isNew: true, fields: {} }], 0)).toBeNull();
  });
});
