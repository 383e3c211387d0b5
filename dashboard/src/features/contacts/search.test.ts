import { describe, expect, it } from "vitest";

import { EVERYBODY, filterInForce, filterOfSegment, isNarrowed, readSearch, writeSearch } from "./search";

const VIPS = { all: [{ field: "tag" as const, op: "eq" as const, value: "vip" }], any: [], exclude: [] };

describe("the list's address", () => {
  it("keeps what is asked for", () => {
    for (const search of [
      { q: "", segment: "", filter: null },
      { q: "ana", segment: "", filter: VIPS },
      { q: "", segment: "s1", filter: null },
      { q: "", segment: "s1", filter: EVERYBODY },
    ]) {
      expect(readSearch(writeSearch(search))).toEqual(search);
    }
  });

  it("does without conditions that make no sense", () => {
    expect(readSearch(new URLSearchParams({ filter: "{" })).filter).toBeNull();
    expect(readSearch(new URLSearchParams({ filter: '{"all":7}' })).filter).toEqual(EVERYBODY);
    expect(readSearch(new URLSearchParams({ filter: "null" })).filter).toEqual(EVERYBODY);
  });
});

describe("who is shown", () => {
  const segment = { id: "s1", kind: "filter" as const, filter: VIPS };

  it("is the segment's until its conditions are changed", () => {
    expect(filterInForce({ q: "", segment: "s1", filter: null }, segment)).toEqual(VIPS);
    expect(filterInForce({ q: "", segment: "s1", filter: EVERYBODY }, segment)).toEqual(EVERYBODY);
    expect(filterInForce({ q: "", segment: "s1", filter: null }, undefined)).toBeUndefined();
    expect(filterInForce({ q: "", segment: "", filter: null }, undefined)).toEqual(EVERYBODY);
  });

  it("is of a file whom it named", () => {
    expect(filterOfSegment({ ...segment, kind: "csv" }).all).toEqual([{ field: "audience", op: "in", value: "s1" }, ...VIPS.all]);
  });

  it("is everybody where nothing narrows it", () => {
    expect(isNarrowed({ q: "", segment: "", filter: EVERYBODY })).toBe(false);
    expect(isNarrowed({ q: "", segment: "", filter: VIPS })).toBe(true);
  });
});
