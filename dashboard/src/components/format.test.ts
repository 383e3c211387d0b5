import { expect, it } from "vitest";

import { bytes, duration, money, percent, price, roughly } from "./format";

it.each([
  [0, "0 s"],
  [59.4, "59 s"],
  [59.6, "1 min"],
  [60, "1 min"],
  [89, "1 min"],
  [3570, "1 h"],
  [12_000, "3 h 20 min"],
  [7200, "2 h"],
  [86_390, "1 d"],
  [187_200, "2 d 4 h"],
])("reads %d seconds as %s", (seconds, expected) => {
  expect(duration(seconds)).toBe(expected);
});

it.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_250_000, "1.3 MB"],
  [5e15, "5,000 TB"],
])("reads a size of %d as %s", (size, expected) => {
  expect(bytes(size)).toBe(expected);
});

it.each([
  [0, "$0.00"],
  [4_000, "< $0.01"],
  [10_000, "$0.01"],
  [1_234_567_890, "$1,234.57"],
])("reads %d millionths of a dollar as %s", (microUsd, expected) => {
  expect(money(microUsd)).toMatch(new RegExp(`${expected.replace("$", "\\$")}$`));
});

it("shows prices of parts of a cent", () => {
  expect(price(7_700)).toMatch(/0\.0077$/);
  expect(price(60_000)).toMatch(/0\.06$/);
});

it("never lets a little look like nothing", () => {
  expect([percent(0, 10), percent(1, 10_000_000), percent(1, 8), percent(0, 0)]).toEqual(["0%", "< 0.1%", "12.5%", "0%"]);
});

it.each([
  [12, "12 s"],
  [3569, "59 min"],
  [3571, "1 h"],
  [67_560, "18.8 h"],
  [187_200, "2.2 d"],
])("reads %d seconds roughly as %s", (seconds, expected) => {
  expect(roughly(seconds)).toBe(expected);
});
