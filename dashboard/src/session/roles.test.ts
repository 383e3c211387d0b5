import { expect, test } from "vitest";

import { isAtLeast } from "./roles";

test.each([
  ["owner", "admin", true],
  ["admin", "admin", true],
  ["agent", "admin", false],
  ["viewer", "agent", false],
  ["viewer", "viewer", true],
] as const)("what %s may do that takes %s: %s", (role, least, may) => {
  expect(isAtLeast(role, least)).toBe(may);
});
