/** Firestore's documents as the API's views; what a document leaves out is empty. */

import type { Fields } from "@/live/listen";

import type { Conversation } from "../filter";
import type { Message } from "../cache/order";

/** A point in time as Firestore gives it. */
interface Instant {
  seconds: number;
  nanoseconds: number;
}

function isInstant(value: unknown): value is Instant {
  return typeof value === "object" && value !== null && "seconds" in value && "nanoseconds" in value;
}

/** RFC 3339 with microseconds, as the API writes them. */
function rfc3339(value: unknown): string | null {
  if (!isInstant(value)) return null;
  const whole = new Date(value.seconds * 1000).toISOString().slice(0, 19);
  return `${whole}.${String(Math.floor(value.nanoseconds / 1000)).padStart(6, "0")}Z`;
}

function record(value: unknown): Fields | null {
  return typeof value === "object" && value !== null ? (value as Fields) : null;
}

function mapped<T>(value: unknown, convert: (value: unknown) => T | null): Record<string, T> {
  const entries = Object.entries(record(value) ?? {}).map(([key, part]) => [key, convert(part)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, T] => entry[1] !== null));
}

const AI_DEFAULTS = {
  input_tokens: 0,
  output_tokens: 0,
  price_micro_usd: null,
  latency_ms: 0,
  confidence: 0,
  facts: [],
  answers: [],
};
const fromMs = (value: unknown) => (typeof value === "number" && value > 0 ? new Date(value).toISOString() : null);
const text = (value: unknown) => (typeof value === "string" ? value : "");
const list = (value: unknown) => (Array.isArray(value) ? (value as string[]) : []);

/** A conversation's document as it stands in the list. */
export function conversationOf(id: string, fields: Fields): Conversation {
  return {
    id,
    contact_name: text(fields.contact_name),
    status: (fields.status ?? "open") as Conversation["status"],
    assignee: (fields.assignee ?? null) as string | null,
    labels: list(fields.labels),
    unread: Number(fields.unread ?? 0),
    preview: previewOf(fields.preview),
    last_message_at: fromMs(fields.last_message_ms),
    last_inbound_at: mapped(fields.last_inbound_ms, fromMs),
    channels: list(fields.channels),
    agent_paused: (fields.agent_paused ?? (fields.assignee ? "assigned" : null)) as Conversation["agent_paused"],
    hand_over: handOverOf(fields.hand_over),
  };
}

function handOverOf(value: unknown): Conversation["hand_over"] {
  const given = record(value);
  return (
    given &&
    ({ agent_id: "", message_id: "", ...given, at: rfc3339(given.at) ?? new Date(0).toISOString() } as Conversation["hand_over"])
  );
}

function previewOf(value: unknown): Conversation["preview"] {
  const preview = record(value);
  return preview && ({ ...preview, author: withDefaults(preview.author, { id: "", name: "" }) } as Conversation["preview"]);
}

/** The words by which a conversation is found. */
export function searchWordsOf(fields: Fields): string[] {
  return list(fields.search);
}

/** A message's document as it stands in a thread. */
export function messageOf(id: string, fields: Fields): Message {
  const media = record(fields.media);
  const view = {
    id,
    conversation_id: text(fields.conversation_id),
    channel_id: text(fields.channel_id),
    provider: fields.provider,
    direction: fields.direction,
    author: { id: "", name: "", ...record(fields.author) },
    kind: fields.kind,
    text: text(fields.text),
    media: media && {
      mime_type: text(media.mime_type),
      filename: text(media.filename),
      size_bytes: media.size_bytes ?? null,
      status: media.status ?? "pending",
      failure: text(media.failure),
      transcript: transcriptOf(record(media.transcript)),
    },
    location: withDefaults(fields.location, { name: "", address: "" }),
    reaction: record(fields.reaction),
    choice: withDefaults(fields.choice, { title: "", description: "" }),
    template: withDefaults(fields.template, { text: "", variables: {} }),
    content: record(fields.content),
    reply_to: text(fields.reply_to),
    forwarded: fields.forwarded === true,
    edited_at: rfc3339(fields.edited_at),
    deleted_at: rfc3339(fields.deleted_at),
    erased_at: rfc3339(fields.erased_at),
    status: fields.status,
    status_at: mapped(fields.status_at, rfc3339),
    failure: record(fields.failure),
    provider_message_id: text(fields.provider_message_id),
    at: rfc3339(fields.at) ?? new Date(0).toISOString(),
    created_at: rfc3339(fields.created_at) ?? new Date(0).toISOString(),
    attempts: Number(fields.attempts ?? 0),
    ai: withDefaults(fields.ai, AI_DEFAULTS),
  };
  return view as Message;
}

function transcriptOf(found: Fields | null) {
  return (
    found && {
      status: found.status ?? "pending",
      text: text(found.text),
      failure: text(found.failure),
      model: text(found.model),
    }
  );
}

function withDefaults(value: unknown, defaults: Fields): Fields | null {
  const found = record(value);
  return found && { ...defaults, ...found };
}
