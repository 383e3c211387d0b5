import { describe, expect, it } from "vitest";

import { countFilters, type Filter, fits, peopleOf, readFilter, toQuery, writeFilter } from "./filter";
import { conversation } from "./testing/samples";

const LEFT = { reason: "asked" as const, detail: "Asked.", at: "2026-11-20T10:00:00Z", agent_id: "a", message_id: "m" };
const all: Filter = { status: "all", channel: null, assignee: null, label: null, unread: false, waits: false, q: "" };

describe("fits", () => {
  it.each([
    [{ status: "resolved" }, {}, false],
    [{ status: "open" }, {}, true],
    [{ channel: "wa" }, {}, true],
    [{ channel: "tg" }, {}, false],
    [{ label: "vip" }, { labels: ["vip"] }, true],
    [{ label: "vip" }, {}, false],
    [{ unread: true }, { unread: 2 }, true],
    [{ unread: true }, {}, false],
    [{ waits: true }, { hand_over: LEFT }, true],
    [{ waits: true }, {}, false],
    [{ assignee: "none" }, {}, true],
    [{ assignee: "none" }, { assignee: "me-id" }, false],
    [{ assignee: "me" }, { assignee: "me-id" }, true],
    [{ assignee: "me" }, { assignee: "other" }, false],
    [{}, { status: "merged" }, false],
  ] as const)("judges %j on %j as the API does", (filter, changed, wanted) => {
    const one = conversation("k", changed as Parameters<typeof conversation>[1]);
    expect(fits(one, { ...all, ...filter }, "me-id")).toBe(wanted);
  });

  it("searches by the beginnings that the conversation is found by, if they are known", () => {
    const words = ["ada", "ad", "49155"];
    expect(fits(conversation("k"), { ...all, q: "Ada +49155" }, "u", words)).toBe(true);
    expect(fits(conversation("k"), { ...all, q: "bob" }, "u", words)).toBe(false);
    expect(fits(conversation("k"), { ...all, q: "ada" }, "u")).toBeUndefined();
  });
});

describe("address", () => {
  it("holds the filter, and gives it back", () => {
    const filter: Filter = { status: "resolved", channel: "wa", assignee: "me", label: "vip", unread: true, waits: true, q: "ada" };
    const written = writeFilter(new URLSearchParams("other=1"), filter);
    expect(readFilter(written)).toEqual(filter);
    expect(written.get("other")).toBe("1");
    expect(countFilters(filter)).toBe(5);
    const { waits, ...same } = filter;
    expect(toQuery(filter)).toEqual({ ...same, waits_for_person: waits });
  });

  it("says nothing where nothing is set", () => {
    expect(writeFilter(new URLSearchParams(), { status: "open" }).toString()).toBe("");
    expect(toQuery({ ...all, q: "  " })).toEqual({});
  });
});

describe("whom the list can be narrowed to", () => {
  const members = [{ id: "a", name: "Ana", email: "ana@example.com" }];

  it("are those who work here, and those who did and still have conversations", () => {
    expect(peopleOf(members, ["a", null, "me", "none"])).toEqual([{ value: "a", label: "Ana" }]);
    expect(peopleOf(members, ["z", "a", "z"])).toEqual([
      { value: "a", label: "Ana" },
      { value: "z", label: "A former member" },
    ]);
  });

  it("are told apart where several have left", () => {
    expect(peopleOf([], ["y", "z"]).map(({ label }) => label)).toEqual(["Former member 1", "Former member 2"]);
  });
});
