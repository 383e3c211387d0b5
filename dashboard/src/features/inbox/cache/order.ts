/** The thread's order: by the instant, to the microsecond, then by id. */

import type { Schemas } from "@/api/client";

export type Message = Schemas["MessageView"];

/** Epoch microseconds of an RFC 3339 time; JavaScript's own dates end at milliseconds. */
export function epochUs(at: string): number {
  const digits = /\.(\d+)/.exec(at)?.[1] ?? "";
  return Date.parse(at) * 1000 + Number(digits.padEnd(6, "0").slice(3, 6));
}

const known = new WeakMap<Message, number>();

/** When it was written, in epoch microseconds. */
export function instant(message: Message): number {
  const found = known.get(message);
  if (found !== undefined) return found;
  const us = epochUs(message.at);
  known.set(message, us);
  return us;
}

/** Older messages first. */
export function byTime(a: Message, b: Message): number {
  return instant(a) - instant(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function changedAt(message: Message): number {
  const times = [message.edited_at, message.deleted_at, message.erased_at, ...Object.values(message.status_at)];
  return Math.max(0, ...times.filter((at) => at !== null).map(Date.parse));
}

function marks(message: Message): number {
  const { media } = message;
  const transcript = media?.transcript;
  const file = media?.status === "pending" ? 0 : 1;
  const words = transcript ? { pending: 1, failed: 2, ready: 3 }[transcript.status] : 0;
  return Object.keys(message.status_at).length + file + words + message.attempts;
}

/** Of two states of one message the one that knows more: an answer can be older than what a listener brought. */
export function fresher(known: Message, incoming: Message): Message {
  const [before, after] = [changedAt(known), changedAt(incoming)];
  if (before !== after) return after > before ? incoming : known;
  return marks(known) > marks(incoming) ? known : incoming;
}
