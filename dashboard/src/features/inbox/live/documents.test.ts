import { describe, expect, it } from "vitest";

import { conversationOf, messageOf } from "./documents";

const at = { seconds: 1_763_632_800, nanoseconds: 123_456_000 };

describe("documents", () => {
  it("gives a message every field, also those that its document leaves out", () => {
    const view = messageOf("m", {
      conversation_id: "k",
      channel_id: "wa",
      provider: "whatsapp",
      direction: "out",
      author: { kind: "person", id: "u" },
      kind: "text",
      status: "sent",
      status_at: { queued: at },
      at,
      created_at: at,
      lease_until: at,
      request_hash: "ours",
    });
    expect(view).toMatchObject({
      id: "m",
      text: "",
      media: null,
      failure: null,
      at: "2025-11-20T10:00:00.123456Z",
      status_at: { queued: "2025-11-20T10:00:00.123456Z" },
      author: { name: "" },
      attempts: 0,
    });
    expect(Object.keys(view)).not.toContain("request_hash");
    expect(Object.keys(view)).not.toContain("lease_until");
  });

  it("shows of a file what the API shows", () => {
    const media = { mime_type: "image/png", object_name: "secret", sha256: "x", status: "stored" };
    expect(messageOf("m", { media }).media).toEqual({
      mime_type: "image/png",
      filename: "",
      size_bytes: null,
      status: "stored",
      failure: "",
      transcript: null,
    });
  });

  it("shows of what a voice note says what the API shows", () => {
    const transcript = { status: "ready", text: "Hello", model: "gpt-transcribe", price_micro_usd: 5 };
    const shown = { status: "ready", text: "Hello", failure: "", model: "gpt-transcribe" };
    expect(messageOf("m", { media: { transcript } }).media?.transcript).toEqual(shown);
    expect(messageOf("m", { media: { transcript: {} } }).media?.transcript?.status).toBe("pending");
  });

  it("turns a conversation's milliseconds into times", () => {
    expect(conversationOf("k", { last_message_ms: 0, last_inbound_ms: { wa: 1_763_632_800_000 } })).toMatchObject({
      id: "k",
      status: "open",
      last_message_at: null,
      last_inbound_at: { wa: "2025-11-20T10:00:00.000Z" },
      labels: [],
    });
  });
});
