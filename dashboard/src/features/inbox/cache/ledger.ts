/**
 * What people have asked for and has not been answered, and what the listener has said since. Answers and reports come in
 * any order; of one conversation the person's last wish shows until it is answered, and then whatever is newest.
 */

import type { QueryClient } from "@tanstack/react-query";

import type { Schemas } from "@/api/client";

import type { Conversation } from "../filter";

export type Patch = Partial<Pick<Schemas["ConversationPatch"], "status" | "assignee" | "labels" | "unread" | "agent_paused">>;

/** What the listener said of a conversation. */
export interface Report {
  conversation: Conversation;
  words: readonly string[];
}

/** One wish, and how many reports there had been before it. */
export interface Wish {
  id: string;
  patch: Patch;
  after: number;
}

export class Ledger {
  private readonly wishes = new Map<string, Wish[]>();
  private readonly reports = new Map<string, Report & { number: number }>();
  private count = 0;

  /** Takes down what the listener says. */
  hear(conversation: Conversation, words: readonly string[]): void {
    this.count += 1;
    this.reports.set(conversation.id, { conversation, words, number: this.count });
  }

  /** Takes down a wish, which `apply` shows until it is settled. */
  wish(id: string, patch: Patch): Wish {
    const wish = { id, patch, after: this.count };
    this.wishes.set(id, [...(this.wishes.get(id) ?? []), wish]);
    return wish;
  }

  /** Forgets a wish that has been answered; what the listener said since then is newer than the answer may be. */
  settle(wish: Wish): Report | null {
    const others = (this.wishes.get(wish.id) ?? []).filter((one) => one !== wish);
    this.wishes.set(wish.id, others);
    const report = this.reports.get(wish.id);
    return report && report.number > wish.after ? report : null;
  }

  /** The conversation as it will be once every wish is granted. */
  apply<T extends Conversation>(conversation: T): T {
    const wishes = this.wishes.get(conversation.id) ?? [];
    return wishes.reduce((shown, { patch }) => ({ ...shown, ...shownOf(patch, shown) }), conversation);
  }
}

/** What a wish makes of a conversation: that an agent pauses is told with the reason. */
function shownOf({ agent_paused: paused, ...rest }: Patch, { assignee }: Conversation): Partial<Conversation> {
  const wish = rest as Partial<Conversation>;
  if (paused === undefined || paused === null) return wish;
  const whose = rest.assignee === undefined ? assignee : rest.assignee;
  return { ...wish, agent_paused: paused ? "by_person" : whose ? "assigned" : null };
}

const ledgers = new WeakMap<QueryClient, Ledger>();

/** The ledger of a workspace's cache. */
export function ledgerOf(client: QueryClient): Ledger {
  const known = ledgers.get(client);
  if (known) return known;
  const made = new Ledger();
  ledgers.set(client, made);
  return made;
}
