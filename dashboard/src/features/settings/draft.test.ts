import { describe, expect, it } from "vitest";

import { changesOf, languagesOf, zoneOptions } from "./draft";

const SAVED = { name: "Bakery", time_zone: "UTC", language: "en" };

describe("the changes of a workspace", () => {
  it("are what is otherwise, without the spaces around a name", () => {
    expect(changesOf(SAVED, SAVED)).toEqual({});
    expect(changesOf({ ...SAVED, name: " Bakery " }, SAVED)).toEqual({});
    expect(changesOf({ name: "Bakery & Sons ", time_zone: "Asia/Tokyo", language: "en" }, SAVED)).toEqual({
      name: "Bakery & Sons",
      time_zone: "Asia/Tokyo",
    });
  });
});

describe("what there is to choose from", () => {
  it("holds what is in use, once", () => {
    expect(zoneOptions("UTC").filter((zone) => zone === "UTC")).toHaveLength(1);
    expect(zoneOptions("US/Eastern")).toContain("US/Eastern");
    expect(zoneOptions("UTC")).toContain("Europe/Berlin");
    expect(languagesOf("la").filter(({ value }) => value === "la")).toHaveLength(1);
  });

  it("is written as the API takes it", () => {
    const tags = languagesOf("en").map(({ value }) => value);
    expect(tags).toContain("pt-BR");
    expect(tags.filter((tag) => !/^[a-z]{2}(-[A-Z]{2})?$/.test(tag))).toEqual([]);
    expect(new Set(tags).size).toBe(tags.length);
  });
});
