import { describe, expect, it } from "vitest";

import { namesSomebody, readColumns } from "./sheet";

describe("readColumns", () => {
  it.each([
    ["Phone,Full Name,City\n+4915112345678,Ada Okafor,Bonn", ["phone", "name", "attribute"], "Ada Okafor"],
    ["\uFEFFphone_number;name\r\n0151;Ada", ["phone", "name"], "Ada"],
    ['"Telegram ID"\t"note, long"\n7\t"a ""b"""', ["chat", "attribute"], 'a "b"'],
    ["msisdn,name", ["phone", "name"], ""],
  ])("reads %j", (text, meanings, second) => {
    const columns = readColumns(text);
    expect(columns.map(({ meaning }) => meaning)).toEqual(meanings);
    expect(columns[1]?.sample).toBe(second);
    expect(namesSomebody(columns)).toBe(true);
  });

  it("sees when nobody is named", () => {
    expect(namesSomebody(readColumns("city,name\nBonn,Ada"))).toBe(false);
    expect(readColumns("")).toEqual([]);
  });
});
