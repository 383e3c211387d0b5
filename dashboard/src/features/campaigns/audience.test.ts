import { describe, expect, it } from "vitest";

import { countRules, draftOf, FIELDS, filterOf, isComplete, newRule, type RuleDraft } from "./audience";

describe("a filter that is built", () => {
  it("counts only what is complete", () => {
    const draft = {
      all: [{ field: "tag", op: "eq", value: " vip " }, newRule("name")] as RuleDraft[],
      any: [],
      exclude: [newRule("attribute")],
    };
    expect(filterOf(draft)).toEqual({ all: [{ field: "tag", op: "eq", value: "vip" }], any: [], exclude: [] });
    expect(countRules(draft)).toBe(3);
  });

  it("compares an attribute with nothing where nothing is asked for", () => {
    const rule: RuleDraft = { field: "attribute", op: "exists", name: "city", value: "left over" };
    expect(filterOf({ all: [rule], any: [], exclude: [] }).all).toEqual([{ field: "attribute", op: "exists", name: "city" }]);
  });

  it("begins every field with an operator that it has", () => {
    for (const field of FIELDS) expect(newRule(field).op).toBeTruthy();
    expect(isComplete(newRule("last_heard"))).toBe(true);
    expect(isComplete(newRule("tag"))).toBe(false);
    expect(isComplete({ field: "language", op: "eq", value: "d" })).toBe(false);
  });

  it("shows a filter as it was", () => {
    const filter = filterOf({ all: [newRule("last_heard")], any: [newRule("provider")], exclude: [] });
    expect(filterOf(draftOf(filter))).toEqual(filter);
    expect(draftOf(null)).toEqual({ all: [], any: [], exclude: [] });
  });
});
