import { describe, expect, it } from "vitest";

import { checkVariant } from "./check";

const ORIGINAL = "Hello {{first_name}}, get 20 % off at https://shop.example/sale until 5 May. Reply STOP to end.";
const LIMITS = { most: 1024, isTemplate: false };

describe("checkVariant", () => {
  it("takes a variant that keeps everything", () => {
    const text = "Hi {{ first_name }}! Until 5 May there is 20 % off: https://shop.example/sale. Reply STOP to end.";
    expect(checkVariant(ORIGINAL, text, [], LIMITS)).toEqual([]);
  });

  it.each([
    ["Hi, 20 % off at https://shop.example/sale until 5 May", "It lacks {{first_name}}."],
    ["Hi {{first_name}}, 25 % off at https://shop.example/sale until 5 May", "It lacks 20 %."],
    ["Hi {{first_name}}, 20 % off at https://evil.example until 5 May", "It lacks https://shop.example/sale."],
    ["Hi {{first_name}} {{last_name}}, 20 % off: https://shop.example/sale, 5 May", "It adds {{last_name}}."],
    ["  ", "The variant is empty."],
    [ORIGINAL, "It is the same as another text."],
  ])("refuses %j", (text, fault) => {
    expect(checkVariant(ORIGINAL, text, [], LIMITS)).toContain(fault);
  });

  it("counts the characters", () => {
    expect(checkVariant("abc", "abcde fgh", [], { most: 5, isTemplate: false })).toEqual([
      "9 characters; 5 are possible.",
    ]);
  });

  it("lets no template begin with a variable", () => {
    const text = "{{name}} hello";
    expect(checkVariant("Hello {{name}} there", text, [], { ...LIMITS, isTemplate: true })).toEqual([
      "A WhatsApp template may not begin or end with a variable.",
    ]);
    expect(checkVariant("Hello {{name}} there", text, [], LIMITS)).toEqual([]);
  });
});
