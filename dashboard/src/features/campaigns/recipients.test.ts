import { describe, expect, it } from "vitest";

import { readRecipients, type RecipientFilter, writeRecipients } from "./recipients";

describe("the filter of a campaign's people", () => {
  it.each<RecipientFilter>([
    {},
    { state: "planned" },
    { state: "skipped", reason: "opted_out" },
    { status: "failed", variant: "b" },
  ])("goes into the address and comes back: %j", (filter) => {
    const written = writeRecipients(new URLSearchParams("tab=people&who=planned"), filter);
    expect(written.get("tab")).toBe("people");
    expect(readRecipients(new URLSearchParams(written.toString()))).toEqual(filter);
  });

  it("asks for a message's status alone, as the API takes it", () => {
    expect(readRecipients(new URLSearchParams("message=read&reason=opted_out"))).toEqual({ status: "read" });
  });

  it("ignores what it does not know", () => {
    expect(readRecipients(new URLSearchParams("who=all&message=lost&variant=xyz"))).toEqual({});
  });
});
