import { describe, expect, it } from "vitest";

import { countDone, isOver } from "./steps";

const NEW = { channel: false, people: false, conversation: false, agent: false, dismissed: false };

describe("the first steps", () => {
  it("are shown until the last is done", () => {
    expect(isOver(NEW)).toBe(false);
    expect(isOver({ ...NEW, channel: true, people: true, conversation: true })).toBe(false);
    expect(isOver({ ...NEW, channel: true, people: true, conversation: true, agent: true })).toBe(true);
  });

  it("are over at once for whoever dismisses them", () => {
    expect(isOver({ ...NEW, dismissed: true })).toBe(true);
  });

  it("count what is done, in whatever order", () => {
    expect(countDone(NEW)).toBe(0);
    expect(countDone({ ...NEW, agent: true, dismissed: true })).toBe(1);
  });
});
