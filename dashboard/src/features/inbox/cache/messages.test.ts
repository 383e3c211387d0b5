import { describe, expect, it } from "vitest";

import { message, minute } from "../testing/samples";
import { assemble, isBehind, leavesGap, mergeIntoPages, mergeLive, type MessagePages } from "./messages";
import { byTime, epochUs, fresher } from "./order";

const never = () => false;

function pages(...loaded: ReturnType<typeof message>[][]): MessagePages {
  return {
    pages: loaded.map((items, at) => ({ items, next_cursor: at === loaded.length - 1 ? null : "more" })),
    pageParams: loaded.map(String),
  };
}

describe("order", () => {
  it("tells instants apart by microseconds", () => {
    expect(epochUs("2026-11-20T10:00:00.000002Z") - epochUs("2026-11-20T10:00:00.000001Z")).toBe(1);
    expect(epochUs("2026-11-20T10:00:00Z")).toBe(epochUs("2026-11-20T10:00:00.000000Z"));
  });

  it("puts messages of one instant by their ids", () => {
    expect([message("b"), message("a")].sort(byTime).map(({ id }) => id)).toEqual(["a", "b"]);
  });
});

describe("fresher", () => {
  const sent = message("m", { status: "sent", status_at: { queued: minute(0), sent: minute(1) } });
  const read = message("m", { status: "read", status_at: { queued: minute(0), sent: minute(1), read: minute(2) } });

  it("keeps a later status, whichever comes last", () => {
    expect(fresher(read, sent)).toBe(read);
    expect(fresher(sent, read)).toBe(read);
  });

  it("takes a message that is sent again, although its status goes down", () => {
    const failed = message("m", { status: "failed", status_at: { queued: minute(0), failed: minute(1) } });
    const again = message("m", { status: "queued", status_at: { queued: minute(3), failed: minute(1) } });
    expect(fresher(failed, again)).toBe(again);
  });

  it("takes a file that has come", () => {
    const media = { mime_type: "image/png", filename: "", size_bytes: null, failure: "", transcript: null };
    const pending = message("m", { media: { ...media, status: "pending" } });
    const stored = message("m", { media: { ...media, status: "stored" } });
    expect(fresher(stored, pending)).toBe(stored);
    expect(fresher(pending, stored)).toBe(stored);
  });

  it("takes what a voice note says once it is known", () => {
    const file = { mime_type: "audio/ogg", filename: "", size_bytes: 9, failure: "", status: "stored" as const };
    const words = { text: "", failure: "", model: "" };
    const said = (status: "pending" | "ready" | "failed") => ({ ...file, transcript: { ...words, status } });
    const pending = message("m", { media: said("pending") });
    const failed = message("m", { media: said("failed") });
    const ready = message("m", { media: said("ready") });
    expect(fresher(message("m", { media: { ...file, transcript: null } }), pending)).toBe(pending);
    expect(fresher(failed, pending)).toBe(failed);
    expect(fresher(failed, ready)).toBe(ready);
  });
});

describe("thread", () => {
  const [a, b, c] = [0, 1, 2].map((at) => message(`m${at}`, { at: minute(at) })) as [
    ReturnType<typeof message>,
    ReturnType<typeof message>,
    ReturnType<typeof message>,
  ];

  it("shows what was loaded and what came since, oldest first, each once", () => {
    const live = mergeLive(undefined, [c, b]);
    expect(assemble(pages([b, a]), live, never)).toEqual([a, b, c]);
  });

  it("holds back what shows elsewhere until it is answered", () => {
    expect(assemble(pages([a]), mergeLive(undefined, [b]), () => true)).toEqual([a]);
    expect(assemble(mergeIntoPages(pages([a]), [b]), mergeLive(undefined, [b]), () => true)).toEqual([a, b]);
  });

  it("leaves out what is older than the oldest loaded page", () => {
    const partly = { ...pages([c]), pages: [{ items: [c], next_cursor: "more" }] };
    expect(assemble(partly, mergeLive(undefined, [a, c]), never)).toEqual([c]);
  });

  it("sees when messages are missing in between", () => {
    expect(leavesGap(pages([a]), [c])).toBe(true);
    expect(leavesGap(pages([b, a]), [c, b])).toBe(false);
    expect(leavesGap(pages([]), [c])).toBe(false);
    expect(leavesGap(undefined, [c])).toBe(false);
  });

  it("replaces a known message in its page", () => {
    const edited = message("m0", { at: minute(0), text: "new", edited_at: minute(5) });
    expect(mergeIntoPages(pages([b], [a]), [edited]).pages[1]?.items).toEqual([edited]);
  });
});

describe("a thread that is behind its conversation", () => {
  const [first, second] = [message("m1", { at: minute(1) }), message("m2", { at: minute(2) })];

  it("lacks the newest message, or knows it from a page or from the listener", () => {
    expect(isBehind(pages([first]), undefined, minute(2))).toBe(true);
    expect(isBehind(pages([second, first]), undefined, minute(2))).toBe(false);
    expect(isBehind(pages([first]), mergeLive(undefined, [second]), minute(2))).toBe(false);
  });

  it("is not where nothing was read yet, or nothing was ever written", () => {
    expect(isBehind(undefined, undefined, minute(2))).toBe(false);
    expect(isBehind(pages([first]), undefined, null)).toBe(false);
  });

  it("is not because messages know microseconds", () => {
    const exact = message("m", { at: "2026-11-20T10:00:00.123456Z" });
    expect(isBehind(pages([exact]), undefined, "2026-11-20T10:00:00.123Z")).toBe(false);
  });
});
