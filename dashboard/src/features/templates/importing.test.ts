import { expect, it } from "vitest";

import { readImport } from "./importing";

it.each([
  ["templates.json", '{"templates": [{"name": "a"}]}', { templates: [{ name: "a" }] }],
  ["templates.json", '[{"name": "a"}]', { templates: [{ name: "a" }] }],
  ["TEMPLATES.CSV", "name,body\na,b", { csv: "name,body\na,b" }],
  ["empty.csv", " \n", null],
  ["other.json", '{"campaigns": []}', null],
  ["other.json", "null", null],
  ["broken.json", "{", null],
])("reads %s: %s", (name, text, wanted) => {
  expect(readImport(name, text)).toEqual(wanted);
});
