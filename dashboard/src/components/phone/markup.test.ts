import { describe, expect, it } from "vitest";

import { parseMarkup, type Piece } from "./markup";

function told(pieces: Piece[]): string {
  return pieces
    .map(({ style, text, children }) => {
      const inner = children.length > 0 ? told(children) : text;
      return style ? `<${style}>${inner}</${style}>` : inner;
    })
    .join("");
}

describe("parseMarkup", () => {
  it.each([
    ["plain", "plain"],
    ["a *bold* word", "a <bold>bold</bold> word"],
    ["_a ~b~ c_", "<italic>a <strike>b</strike> c</italic>"],
    ["```x *y* z```", "<mono>x *y* z</mono>"],
    ["2 * 3 * 4", "2 * 3 * 4"],
    ["snake_case_name", "snake_case_name"],
    ["*not\nover lines*", "*not\nover lines*"],
    ["Hello {{first_name}}, {{last_name}}", "Hello <variable>{{first_name}}</variable>, <variable>{{last_name}}</variable>"],
    ["*Hi {{first_name}}!*", "<bold>Hi <variable>{{first_name}}</variable>!</bold>"],
    ["", ""],
  ])("reads %j", (text, wanted) => {
    expect(told(parseMarkup(text))).toBe(wanted);
  });
});
