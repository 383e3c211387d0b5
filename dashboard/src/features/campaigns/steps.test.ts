import { expect, it } from "vitest";

import { readStep, stepOf } from "./steps";

it.each([
  ["/audience", "audience"],
  ["/audience/filter/all/0", "audience"],
  ["/channels/0", "message"],
  ["/content/variants/1/template_id", "message"],
  ["/timing/starts_at", "schedule"],
  ["/failure_threshold", "schedule"],
  ["/contents", "review"],
])("mends %s in %s", (pointer, step) => {
  expect(stepOf(pointer)).toBe(step);
});

it("begins with the audience", () => {
  expect(readStep(new URLSearchParams())).toBe("audience");
  expect(readStep(new URLSearchParams("step=review"))).toBe("review");
  expect(readStep(new URLSearchParams("step=other"))).toBe("audience");
});
