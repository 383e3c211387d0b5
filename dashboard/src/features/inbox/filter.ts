/** Which conversations the list shows: read from the address, and judged here as the API judges. */

import type { Schemas } from "@/api/client";
import { inbox } from "@/words";

export type Conversation = Schemas["ConversationView"];

export interface Filter {
  status: "open" | "resolved" | "all";
  /** A channel's id. */
  channel: string | null;
  /** A member's id, `me` or `none`. */
  assignee: string | null;
  label: string | null;
  unread: boolean;
  /** Only what an AI agent left to people. */
  waits: boolean;
  q: string;
}

const NAMES = ["status", "channel", "assignee", "label", "unread", "waits", "q"] as const;
const LONGEST_WORD = 16;

/** The filter that an address holds. */
export function readFilter(params: URLSearchParams): Filter {
  const status = params.get("status");
  return {
    status: status === "resolved" || status === "all" ? status : "open",
    channel: params.get("channel"),
    assignee: params.get("assignee"),
    label: params.get("label"),
    unread: params.get("unread") === "1",
    waits: params.get("waits") === "1",
    q: params.get("q") ?? "",
  };
}

/** `params` with the changed parts of the filter. */
export function writeFilter(params: URLSearchParams, changed: Partial<Filter>): URLSearchParams {
  const next = { ...readFilter(params), ...changed };
  const written = new URLSearchParams(params);
  for (const name of NAMES) written.delete(name);
  if (next.status !== "open") written.set("status", next.status);
  if (next.channel) written.set("channel", next.channel);
  if (next.assignee) written.set("assignee", next.assignee);
  if (next.label) written.set("label", next.label);
  if (next.unread) written.set("unread", "1");
  if (next.waits) written.set("waits", "1");
  if (next.q) written.set("q", next.q);
  return written;
}

/** How many filters beside status and search are set. */
export function countFilters(filter: Filter): number {
  return [filter.channel, filter.assignee, filter.label, filter.unread, filter.waits].filter(Boolean).length;
}

/** The query of `GET /api/inbox/conversations`. */
export function toQuery(filter: Filter) {
  return {
    ...(filter.status === "all" ? {} : { status: filter.status }),
    ...(filter.channel ? { channel: filter.channel } : {}),
    ...(filter.assignee ? { assignee: filter.assignee } : {}),
    ...(filter.label ? { label: filter.label } : {}),
    ...(filter.unread ? { unread: true } : {}),
    ...(filter.waits ? { waits_for_person: true } : {}),
    ...(filter.q.trim() ? { q: filter.q.trim() } : {}),
  };
}

/**
 * Whether a conversation belongs in the list; undefined where only the API knows, because a search is on and the
 * conversation's search words are not at hand.
 */
export function fits(
  conversation: Conversation,
  filter: Filter,
  uid: string,
  searchWords?: readonly string[],
): boolean | undefined {
  const { status, assignee } = conversation;
  if (status === "merged") return false;
  if (filter.status !== "all" && status !== filter.status) return false;
  if (filter.channel && !conversation.channels.includes(filter.channel)) return false;
  if (filter.label && !conversation.labels.includes(filter.label)) return false;
  if (filter.unread && conversation.unread === 0) return false;
  if (filter.waits && conversation.hand_over === null) return false;
  const wanted = filter.assignee === "me" ? uid : filter.assignee;
  if (wanted === "none" ? assignee !== null : wanted !== null && assignee !== wanted) return false;
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  return searchWords && words.every((word) => searchWords.includes(word.replace(/^\++/, "").slice(0, LONGEST_WORD)));
}

/** Whom the list can be narrowed to: those who work here, and those of `assignees` who do so no more. */
export function peopleOf(
  members: readonly Pick<Schemas["MemberView"], "id" | "name" | "email">[],
  assignees: readonly (string | null)[],
): { value: string; label: string }[] {
  const known = new Set(["me", "none", ...members.map(({ id }) => id)]);
  const gone = [...new Set(assignees)].filter((id) => id !== null && !known.has(id)) as string[];
  return [
    ...members.map(({ id, name, email }) => ({ value: id, label: name || email })),
    ...gone.map((value, at) => ({ value, label: gone.length > 1 ? inbox.list.formerMember(at + 1) : inbox.actions.unknownMember })),
  ];
}
