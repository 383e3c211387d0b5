/** What the cache holds of a thread: the pages that were loaded, and what the listener brought since. */

import type { InfiniteData } from "@tanstack/react-query";

import type { Schemas } from "@/api/client";

import { byTime, fresher, type Message } from "./order";

export type MessagePages = InfiniteData<Schemas["Page_MessageView_"]>;
export type LiveMessages = ReadonlyMap<string, Message>;

/** Pages with `incoming`: known messages are replaced where fresher, new ones join the newest page. */
export function mergeIntoPages(pages: MessagePages, incoming: readonly Message[]): MessagePages {
  const byId = new Map(incoming.map((message) => [message.id, message]));
  const merged = pages.pages.map((page) => ({
    ...page,
    items: page.items.map((message) => {
      const fresh = byId.get(message.id);
      byId.delete(message.id);
      return fresh ? fresher(message, fresh) : message;
    }),
  }));
  const [newest, ...older] = merged;
  if (newest && byId.size > 0) newest.items = [...byId.values(), ...newest.items].sort((a, b) => byTime(b, a));
  return { ...pages, pages: newest ? [newest, ...older] : merged };
}

/** What the listener brought, added to what it had. */
export function mergeLive(live: LiveMessages | undefined, incoming: readonly Message[]): LiveMessages {
  const next = new Map(live);
  for (const message of incoming) {
    const before = next.get(message.id);
    next.set(message.id, before ? fresher(before, message) : message);
  }
  return next;
}

/** Whether messages are missing between the loaded pages and what `newest` holds. */
export function leavesGap(pages: MessagePages | undefined, newest: readonly Message[]): boolean {
  if (!pages || newest.length === 0) return false;
  const known = new Set(pages.pages.flatMap((page) => page.items.map(({ id }) => id)));
  return known.size > 0 && !newest.some(({ id }) => known.has(id));
}

/** Whether a thread lacks what its conversation says was written last, at `newestAt`. */
export function isBehind(pages: MessagePages | undefined, live: LiveMessages | undefined, newestAt: string | null) {
  if (!pages || newestAt === null) return false;
  const known = [...(pages.pages[0]?.items ?? []), ...(live?.values() ?? [])];
  // Conversations know milliseconds, messages microseconds.
  return known.every(({ at }) => Date.parse(at) < Date.parse(newestAt));
}

/**
 * The thread, oldest first.
 *
 * @param isHeld whether a message that only the listener knows is shown elsewhere for now
 */
export function assemble(
  pages: MessagePages | undefined,
  live: LiveMessages | undefined,
  isHeld: (message: Message) => boolean,
): Message[] {
  const byId = new Map<string, Message>();
  for (const page of pages?.pages ?? []) for (const message of page.items) byId.set(message.id, message);
  const last = pages?.pages.at(-1);
  // Below the oldest loaded page the listener's messages would leave gaps; they come with their own page.
  const oldest = last?.next_cursor ? last.items.at(-1) : undefined;
  for (const message of live?.values() ?? []) {
    const loaded = byId.get(message.id);
    if (loaded) byId.set(message.id, fresher(loaded, message));
    else if (!isHeld(message) && !(oldest && byTime(message, oldest) < 0)) byId.set(message.id, message);
  }
  return [...byId.values()].sort(byTime);
}
