/** Messages and conversations for tests. */

import type { Message } from "../cache/order";
import type { Conversation } from "../filter";

export function message(id: string, changed: Partial<Message> = {}): Message {
  return {
    id,
    conversation_id: "k",
    channel_id: "wa",
    provider: "whatsapp",
    direction: "in",
    author: { kind: "contact", id: "", name: "" },
    kind: "text",
    text: id,
    media: null,
    location: null,
    reaction: null,
    choice: null,
    template: null,
    content: null,
    reply_to: "",
    forwarded: false,
    edited_at: null,
    deleted_at: null,
    erased_at: null,
    status: "received",
    status_at: {},
    failure: null,
    provider_message_id: `p-${id}`,
    at: "2026-11-20T10:00:00Z",
    created_at: "2026-11-20T10:00:00Z",
    attempts: 0,
    ai: null,
    ...changed,
  };
}

export function conversation(id: string, changed: Partial<Conversation> = {}): Conversation {
  return {
    id,
    contact_name: id,
    status: "open",
    assignee: null,
    labels: [],
    unread: 0,
    preview: null,
    last_message_at: "2026-11-20T10:00:00Z",
    last_inbound_at: {},
    channels: ["wa"],
    agent_paused: null,
    hand_over: null,
    ...changed,
  };
}

/** The instant `minute` minutes after ten. */
export function minute(minute: number): string {
  return new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();
}
