import { describe, expect, it } from "vitest";

import type { Schemas } from "@/api/client";

import { conversationOf } from "./live/documents";
import { previewOf } from "./preview";
import { conversation } from "./testing/samples";

const people = { members: new Map([["ben", "Ben Berger"], ["nora", "nora@example.com"]]), me: "me" };
const ours = { text: "On it", kind: "text", direction: "out", at_ms: 1, channel_id: "wa" } as const;
const by = (kind: Schemas["AuthorKind"], id = "", name = "") =>
  previewOf(conversation("k", { preview: { ...ours, author: { kind, id, name } } }), people);

describe("preview", () => {
  it.each([
    ["oneself", by("person", "me", "Ana Ruiz"), "You: On it"],
    ["a colleague", by("person", "ben", "Ben Berger"), "Ben: On it"],
    ["a program or a former colleague in full", by("person", "key", "Order system"), "Order system: On it"],
    ["a colleague with an address and no name", by("person", "nora"), "nora: On it"],
    ["somebody who left", by("person", "gone"), "Team: On it"],
    ["the business's phone", by("phone"), "Phone: On it"],
    ["an agent", by("agent", "a", "Baker Bot"), "Baker Bot: On it"],
    ["a campaign", by("campaign", "c", "Spring sale"), "Campaign: On it"],
  ])("names %s", (_, told, wanted) => {
    expect(told).toBe(wanted);
  });

  it("names nobody for what the contact wrote, and the kind where there is no text", () => {
    const preview = { ...ours, direction: "in", text: "", kind: "image", author: null } as const;
    expect(previewOf(conversation("k", { preview }), people)).toBe("Picture");
  });

  it("reads documents of before authors were kept", () => {
    expect(previewOf(conversationOf("k", { preview: ours }), people)).toBe("Team: On it");
    const listened = conversationOf("k", { preview: { ...ours, author: { kind: "phone" } } });
    expect(listened.preview?.author).toEqual({ kind: "phone", id: "", name: "" });
  });
});
