import { describe, expect, it } from "vitest";

import { diffWords, type Part } from "./diff";

function of(parts: Part[], ...kinds: Part["kind"][]): string {
  return parts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join("");
}

describe("diffWords", () => {
  it.each([
    ["Hello {{first_name}}, your order is ready.", "Hi {{first_name}}, your parcel is ready!"],
    ["", "New"],
    ["Old", ""],
    ["same", "same"],
    ["one two three", "three one two"],
    ["Grüße, Ada", "Grüezi Ada"],
  ])("goes from %j to %j and back", (before, after) => {
    const parts = diffWords(before, after);
    expect(of(parts, "same", "removed")).toBe(before);
    expect(of(parts, "same", "added")).toBe(after);
  });

  it("keeps what both have", () => {
    expect(diffWords("Hello {{name}}, welcome", "Hi {{name}}, welcome")).toEqual([
      { kind: "removed", text: "Hello" },
      { kind: "added", text: "Hi" },
      { kind: "same", text: " {{name}}, welcome" },
    ]);
  });

  it("copes with the longest message", () => {
    const long = "word ".repeat(819);
    expect(of(diffWords(long, `${long}more`), "added")).toBe("more");
  });
});
