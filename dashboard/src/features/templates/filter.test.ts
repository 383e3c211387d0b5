import { describe, expect, it } from "vitest";

import { type Filter, isNarrowed, readFilter, toQuery, writeFilter } from "./filter";

const ALL: Filter = { q: "", category: null, language: "", status: null, archived: false };

describe("the filter of the templates", () => {
  it.each<Filter>([
    ALL,
    { ...ALL, q: "order & more" },
    { q: "a", category: "marketing", language: "pt_BR", status: "draft", archived: true },
  ])("goes into the address and comes back: %j", (filter) => {
    expect(readFilter(new URLSearchParams(writeFilter(filter).toString()))).toEqual(filter);
  });

  it("ignores what it does not know", () => {
    expect(readFilter(new URLSearchParams("category=spam&status=great"))).toEqual(ALL);
  });

  it("asks for nothing in particular by itself", () => {
    expect(toQuery(ALL)).toEqual({});
    expect(isNarrowed(ALL)).toBe(false);
    expect(isNarrowed({ ...ALL, archived: true })).toBe(true);
  });
});
