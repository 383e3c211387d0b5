/** What the cache holds of the list, and how one changed conversation moves in it. */

import type { InfiniteData } from "@tanstack/react-query";

import type { Schemas } from "@/api/client";

import type { Conversation } from "../filter";

export type ConversationPages = InfiniteData<Schemas["Page_ConversationView_"]>;

function newestFirst(a: Conversation, b: Conversation): number {
  const difference = Date.parse(b.last_message_at ?? "1970") - Date.parse(a.last_message_at ?? "1970");
  return difference || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/**
 * The pages with `conversation` where it belongs.
 *
 * @param belongs false takes it out; undefined changes it where it is, and adds nothing
 */
export function place(
  pages: ConversationPages,
  conversation: Conversation,
  belongs: boolean | undefined,
): ConversationPages {
  const known = pages.pages.some((page) => page.items.some(({ id }) => id === conversation.id));
  if (!known && !belongs) return pages;
  const without = pages.pages.map((page) => ({
    ...page,
    items: page.items.filter(({ id }) => id !== conversation.id),
  }));
  if (belongs === false) return { ...pages, pages: without };
  const home = without.find(({ items }) => {
    const last = items.at(-1);
    return last !== undefined && newestFirst(conversation, last) < 0;
  });
  const last = without.at(-1);
  if (home) home.items = [...home.items, conversation].sort(newestFirst);
  // Past the end of what is loaded: it comes with the next page, unless there is none.
  else if (last?.next_cursor === null) last.items = [...last.items, conversation];
  return { ...pages, pages: without };
}

/** The list, each conversation once. */
export function flatten(pages: ConversationPages | undefined): Conversation[] {
  const seen = new Map<string, Conversation>();
  for (const page of pages?.pages ?? []) for (const item of page.items) if (!seen.has(item.id)) seen.set(item.id, item);
  return [...seen.values()];
}
