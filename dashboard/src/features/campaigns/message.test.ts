import { describe, expect, it } from "vitest";

import type { Schemas } from "@/api/client";

import { fillIn, freeIds, mayChoose, savable, usability, variablesIn } from "./message";

const WHATSAPP = { provider: "whatsapp", account_id: "1" } as Schemas["ChannelView"];
const TELEGRAM = { provider: "telegram", account_id: "" } as Schemas["ChannelView"];

describe("whether a template can be sent", () => {
  const approved = { status: "approved", submitted_version: 2, differs: false } as const;
  it.each([
    [{}, [TELEGRAM], "no_account", true],
    [{ 1: approved }, [WHATSAPP, TELEGRAM], "usable", true],
    [{}, [WHATSAPP], "not_submitted", false],
    [{ 1: { ...approved, status: "rejected" as const } }, [WHATSAPP], "not_approved", false],
    [{ 1: { ...approved, submitted_version: 1 } }, [WHATSAPP], "outdated", false],
    [{ 1: { ...approved, differs: true } }, [WHATSAPP], "outdated", false],
    [{ 1: approved }, [WHATSAPP, { ...WHATSAPP, account_id: "2" }], "not_submitted", false],
  ])("%j through %j: %s", (approvals, channels, wanted, may) => {
    expect(usability({ approvals, version: 2 }, channels)).toBe(wanted);
    expect(mayChoose({ approvals, version: 2 }, channels)).toBe(may);
  });
});

it("gives each variant a letter of its own", () => {
  expect(freeIds([{ id: "b" }, { id: "d" }], 3)).toEqual(["c", "e", "f"]);
});

it("saves only what says something", () => {
  expect(savable({ text: "  ", template_id: null })).toBeNull();
  const content = { text: "Hi", variants: [{ id: "b", text: " " }, { id: "c", text: "Hello" }], fallbacks: { a: "", b: "x" } };
  expect(savable(content)).toEqual({ text: "Hi", variants: [{ id: "c", text: "Hello" }], fallbacks: { b: "x" } });
});

it("fills in what it knows", () => {
  expect(fillIn("Hi {{ first_name }}, {{code}}", { first_name: "Ada", code: " " })).toBe("Hi Ada, {{code}}");
  expect(variablesIn(["{{a}} {{b}}", "{{ a }}"])).toEqual(["a", "b"]);
});
