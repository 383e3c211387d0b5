import { describe, expect, it } from "vitest";

import {
  asLookedOver,
  cleaned,
  codeChoice,
  type Draft,
  EMPTY,
  faultAt,
  furtherNames,
  isSame,
  mayAdd,
  moved,
  nextVariable,
  variablesOf,
  withCategory,
} from "./draft";

const ORDER: Draft = {
  ...EMPTY,
  name: "order_ready",
  header: { format: "text", text: "Order {{number}}" },
  body: "Hello {{first_name}}, your order {{number}} is ready.",
  buttons: [{ kind: "url", text: "Track", url: "https://shop.example/{{code}}" }],
  variables: { first_name: "Ada", number: "7", old: "gone" },
};

describe("a draft", () => {
  it("names its variables over all parts, each once", () => {
    expect(variablesOf(ORDER)).toEqual(["number", "first_name", "code"]);
  });

  it("is saved with the examples that it needs and no others", () => {
    expect(cleaned(ORDER).variables).toEqual({ number: "7", first_name: "Ada", code: "" });
  });

  it("is the same whatever the order of its fields, and whether empty ones are there", () => {
    const other: Draft = { ...ORDER, header: { text: "Order {{number}}", format: "text", media_id: "" } };
    expect(isSame(ORDER, other)).toBe(true);
    expect(isSame(ORDER, { ...ORDER, body: "Else" })).toBe(false);
    expect(isSame(ORDER, { ...ORDER, buttons: [] })).toBe(false);
  });

  it("is looked over under some name", () => {
    expect(asLookedOver(EMPTY).name).not.toBe("");
  });

  it("counts numbered variables on", () => {
    expect(nextVariable({ ...EMPTY, body: "{{1}} and {{2}}" })).toBe("3");
    expect(nextVariable(EMPTY)).toBe("1");
  });

  it("says what WhatsApp says once it is for verification codes", () => {
    const code = withCategory(ORDER, "authentication");
    expect(codeChoice(code)).toEqual({ hasAdvice: true, minutes: 10 });
    expect(code.header).toBeNull();
    expect(code.buttons).toEqual([{ kind: "otp", code: "{{1}}" }]);
    expect(withCategory(code, "utility")).toMatchObject({ body: "", footer: "", buttons: [] });
  });

  it("takes no more of a kind of button than WhatsApp does", () => {
    expect(mayAdd(ORDER.buttons, "url")).toBe(true);
    expect(mayAdd([...ORDER.buttons, ...ORDER.buttons], "url")).toBe(false);
    expect(mayAdd(Array(10).fill({ kind: "quick_reply" }), "quick_reply")).toBe(false);
  });
});

it("finds faults at their place, and below it where asked", () => {
  const faults = [
    { pointer: "/buttons/1/url", detail: "Bad." },
    { pointer: "/buttons", detail: "Many." },
    { pointer: "/buttons/10/url", detail: "Other." },
  ];
  expect(faultAt(faults, "/buttons")).toBe("Many.");
  expect(faultAt(faults, "/buttons/1", true)).toBe("Bad.");
  expect(faultAt(faults, "/body")).toBeUndefined();
});

it("moves one up and down", () => {
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
});

it("finds names that are not taken", () => {
  expect(furtherNames("sale", ["sale", "sale_3"], 3)).toEqual(["sale_2", "sale_4", "sale_5"]);
  expect(furtherNames("sale_2", ["sale_2"], 1)).toEqual(["sale_3"]);
  expect(furtherNames("sale_2026", ["sale_2026"], 1)).toEqual(["sale_2026_2"]);
});
