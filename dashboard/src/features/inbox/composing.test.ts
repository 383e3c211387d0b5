import { describe, expect, it } from "vitest";

import { findCanned } from "./canned";
import { timeLeft } from "./format";
import { sendable, type Template } from "./templates";

describe("templates", () => {
  const approved = { status: "approved", submitted_version: 2, differs: false };
  const template = (id: string, version: number, approvals: object) => ({ id, version, approvals }) as unknown as Template;

  it("can be sent where WhatsApp approved them in the number's account, in the text that it has", () => {
    const all = [
      template("new", 2, { own: approved }),
      template("changed since", 3, { own: approved }),
      template("in review", 2, { own: { ...approved, status: "pending" } }),
      template("elsewhere", 2, { other: approved }),
      template("never submitted", 1, {}),
    ];
    expect(sendable(all, "own").map((one) => [one.template.id, one.isOlder])).toEqual([
      ["new", false],
      ["changed since", true],
    ]);
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
