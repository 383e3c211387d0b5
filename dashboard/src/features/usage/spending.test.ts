import { expect, it } from "vitest";

import { byService, type Line, sourceOf } from "./spending";

const line = (service: Line["service"], amount: number): Line => ({
  service,
  item: "x",
  quantity: 1,
  per: 1,
  price_micro_usd: amount,
  amount_micro_usd: amount,
  priced_on: "2026-11-25",
  source: "",
});

it("adds up what each charges", () => {
  expect(byService([line("firestore", 3), line("whatsapp", 10), line("firestore", 4)])).toEqual({
    whatsapp: 10,
    model: 0,
    firestore: 7,
    tasks: 0,
  });
});

it("links a source, and keeps what is said of it", () => {
  expect(sourceOf("https://example.com/pricing (beyond the free quota)")).toEqual({
    url: "https://example.com/pricing",
    note: "(beyond the free quota)",
  });
  expect(sourceOf("javascript:alert(1)").url).toBeNull();
});
