import { describe, expect, it } from "vitest";

import { message, minute } from "../../testing/samples";
import { type MessageRow, rowsOf } from "./rows";

const now = new Date("2026-11-22T12:00:00");
const rows = (...messages: ReturnType<typeof message>[]) => rowsOf(messages, [], now, true) as MessageRow[];

describe("rows", () => {
  it("names the first day above, and every other below the day before it", () => {
    const [first, second] = rows(
      message("a", { at: "2026-11-21T12:00:00" }),
      message("b", { at: "2026-11-22T09:00:00" }),
    );
    expect(first).toMatchObject({ day: "Yesterday", dayAfter: "Today" });
    expect(second).toMatchObject({ day: null, dayAfter: null, isGrouped: false });
  });

  it("names no first day while there may be older messages of it", () => {
    expect(rowsOf([message("a")], [], now, false)[0]).toMatchObject({ day: null });
  });

  it("groups what one author writes within minutes", () => {
    const [, near, far] = rows(
      message("a", { at: minute(0) }),
      message("b", { at: minute(2) }),
      message("c", { at: minute(30) }),
    );
    expect([near?.isGrouped, far?.isGrouped]).toEqual([true, false]);
  });

  it("shows a reaction on its message until it is taken back", () => {
    const on = (id: string, emoji: string, at: number) =>
      message(id, { kind: "reaction", at: minute(at), reaction: { emoji, provider_message_id: "p-a" } });
    expect(rows(message("a"), on("r", "👍", 1))).toMatchObject([{ key: "a", reactions: [{ id: "r" }] }]);
    expect(rows(message("a"), on("r", "👍", 1), on("s", "", 2))).toMatchObject([{ key: "a", reactions: [] }]);
  });

  it("keeps a reaction as a row whose message is not loaded", () => {
    const alone = message("r", { kind: "reaction", reaction: { emoji: "👍", provider_message_id: "older" } });
    expect(rows(alone)).toHaveLength(1);
  });

  it("quotes what a message answers", () => {
    expect(rows(message("a"), message("b", { reply_to: "p-a" }))[1]?.quoted?.id).toBe("a");
  });
});
