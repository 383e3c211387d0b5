/** What stands in a thread, a row per message: with its day, what it answers, and the reactions to it. */

import { instant, type Message } from "../../cache/order";
import { dayName, dayNumber } from "../../format";
import type { OutboxItem } from "../../outbox/outbox";

export type Row = MessageRow | OutboxRow;

export interface MessageRow {
  key: string;
  message: Message;
  /** The day's name above the first message of all. */
  day: string | null;
  /**
   * The next day's name below the last message of a day. It belongs to the row above it, so that no row changes its
   * height, and nothing moves, when older messages come before it.
   */
  dayAfter: string | null;
  /** Whether it follows a message of the same author within minutes. */
  isGrouped: boolean;
  /** What it answers, where that is loaded. */
  quoted: Message | null;
  reactions: readonly Message[];
}

export interface OutboxRow {
  key: string;
  item: OutboxItem;
}

const GROUP_US = 5 * 60_000_000;
const NONE: readonly Message[] = [];

/** The rows of a thread, oldest first; `isWhole` if nothing comes before them. */
export function rowsOf(
  messages: readonly Message[],
  outbox: readonly OutboxItem[],
  now: Date,
  isWhole: boolean,
): Row[] {
  const byProviderId = new Map<string, Message>();
  for (const message of messages) {
    if (message.provider_message_id) byProviderId.set(message.provider_message_id, message);
  }
  const reactions = reactionsOn(messages, byProviderId);
  const rows: MessageRow[] = [];
  let before: Message | undefined;
  let lastDay = Number.NaN;
  for (const message of messages) {
    // A reaction shows on its message, where that is loaded.
    if (message.reaction && byProviderId.has(message.reaction.provider_message_id)) continue;
    const day = dayOf(message);
    const above = rows.at(-1);
    if (above && day !== lastDay) above.dayAfter = dayName(message.at, now);
    rows.push({
      key: message.id,
      message,
      day: isWhole && !above ? dayName(message.at, now) : null,
      dayAfter: null,
      isGrouped: day === lastDay && before !== undefined && isSameAuthor(before, message),
      quoted: byProviderId.get(message.reply_to) ?? null,
      reactions: reactions.get(message.provider_message_id) ?? NONE,
    });
    lastDay = day;
    before = message;
  }
  return [...rows, ...outbox.map((item) => ({ key: item.key, item }))];
}

const days = new WeakMap<Message, number>();

/** The message's day; kept, because a long thread asks for each of its messages again with every page. */
function dayOf(message: Message): number {
  const known = days.get(message);
  if (known !== undefined) return known;
  const day = dayNumber(new Date(message.at));
  days.set(message, day);
  return day;
}

/** The reactions that hold: the last one of each side, unless it was taken back. */
function reactionsOn(
  messages: readonly Message[],
  known: ReadonlyMap<string, Message>,
): ReadonlyMap<string, readonly Message[]> {
  const found = new Map<string, Map<string, Message>>();
  for (const message of messages) {
    const target = message.reaction?.provider_message_id;
    if (target === undefined || !known.has(target)) continue;
    const authors = found.get(target) ?? new Map<string, Message>();
    found.set(target, authors);
    const author = `${message.author.kind} ${message.author.id}`;
    if (message.reaction?.emoji) authors.set(author, message);
    else authors.delete(author);
  }
  return new Map([...found].map(([target, authors]) => [target, [...authors.values()]]));
}

function isSameAuthor(a: Message, b: Message): boolean {
  return (
    a.direction === b.direction &&
    a.author.kind === b.author.kind &&
    a.author.id === b.author.id &&
    a.channel_id === b.channel_id &&
    instant(b) - instant(a) < GROUP_US
  );
}
