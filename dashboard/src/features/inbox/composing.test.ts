import { describe, expect, it } from "vitest";

import { findCanned } from "./canned";
import { timeLeft } from "./format";
import { fillIn, variablesOf } from "./templates";

describe("templates", () => {
  it("finds each variable once, and fills in what is given", () => {
    const body = "Hello {{1}}, order {{ number }} for {{1}}";
    expect(variablesOf(body)).toEqual(["1", "number"]);
    expect(fillIn(body, { 1: "Ada", number: "" })).toBe("Hello Ada, order {{ number }} for Ada");
  });
});

describe("canned replies", () => {
  const canned = [
    { shortcut: "hello", text: "Hello!" },
    { shortcut: "help", text: "How?" },
  ];

  it("are offered for what follows a slash at the beginning", () => {
    expect(findCanned(canned, "/")).toHaveLength(2);
    expect(findCanned(canned, "/HELL")).toEqual([canned[0]]);
    expect(findCanned(canned, "/x")).toEqual([]);
  });

  it("are not offered in the middle of a text", () => {
    expect(findCanned(canned, "and/or")).toBeNull();
    expect(findCanned(canned, "/hello there")).toBeNull();
  });
});

describe("time left", () => {
  it.each([
    [23.5 * 3_600_000, "23 h 30 min"],
    [12 * 60_000, "12 min"],
    [65_000, "1:05 min"],
    [-5, "0:00 min"],
  ])("of %d ms reads %s", (ms, text) => {
    expect(timeLeft(ms)).toBe(text);
  });
});
