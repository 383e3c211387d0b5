import { describe, expect, it } from "vitest";

import { conversation, minute } from "../testing/samples";
import { type ConversationPages, flatten, place } from "./conversations";

const newer = conversation("newer", { last_message_at: minute(2) });
const older = conversation("older", { last_message_at: minute(1) });

function pages(next: string | null): ConversationPages {
  return { pages: [{ items: [newer, older], next_cursor: next }], pageParams: [""] };
}

const ids = (list: ConversationPages) => flatten(list).map(({ id }) => id);

describe("place", () => {
  it("moves a conversation to the top when a message comes", () => {
    expect(ids(place(pages(null), { ...older, last_message_at: minute(9) }, true))).toEqual(["older", "newer"]);
  });

  it("adds one that belongs, and takes out one that no longer does", () => {
    expect(ids(place(pages(null), conversation("x", { last_message_at: minute(5) }), true))).toEqual([
      "x",
      "newer",
      "older",
    ]);
    expect(ids(place(pages(null), newer, false))).toEqual(["older"]);
  });

  it("leaves one past the loaded end to the next page, and takes it where there is none", () => {
    const last = conversation("last", { last_message_at: minute(0) });
    expect(ids(place(pages("more"), last, true))).toEqual(["newer", "older"]);
    expect(ids(place(pages(null), last, true))).toEqual(["newer", "older", "last"]);
  });

  it("changes but does not add one of which only the API knows whether it belongs", () => {
    expect(ids(place(pages(null), conversation("x"), undefined))).toEqual(["newer", "older"]);
    expect(flatten(place(pages(null), { ...newer, labels: ["vip"] }, undefined))[0]?.labels).toEqual(["vip"]);
  });

  it("leaves the pages alone that it does not concern", () => {
    const before = pages(null);
    expect(place(before, conversation("x"), false)).toBe(before);
  });
});
