/**
 * Replies on their way to the API. Each is sent under the key of its draft until an answer comes, so that one click
 * sends once, also over a connection that breaks or a page that is loaded again meanwhile.
 */

import type { Schemas } from "@/api/client";
import { ApiError } from "@/api/problem";

import type { Message } from "../cache/order";
import type { Draft, DraftFile, Quote } from "../drafts";
import { isPassing } from "../passing";
import { keep, load } from "../storage";

export type Reply = Partial<Schemas["ReplyIn"]>;
export type Route = Schemas["Route"];

export interface Refusal {
  code: string;
  title: string;
  detail: string;
  /** The route as it is now, where it changed. */
  route: Route | null;
}

export interface OutboxItem {
  key: string;
  conversationId: string;
  body: Reply;
  file: DraftFile | null;
  quote?: Quote | null;
  /** When it was sent off, RFC 3339. */
  at: string;
  state: "sending" | "waiting" | "held" | "refused";
  refusal: Refusal | null;
}

export interface Delivery {
  /** Asks the API; answers the stored message. */
  send: (item: OutboxItem) => Promise<Message>;
  onSent: (message: Message) => void;
  onRefused: (item: OutboxItem, refusal: Refusal) => void;
}

/** Only so long is it sent by itself: a reply that leaves much later is a surprise. */
const PATIENCE_MS = 5 * 60_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

export class Outbox {
  private items: readonly OutboxItem[] = [];
  private readonly watchers = new Set<() => void>();
  private readonly busy = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  constructor(
    private readonly prefix: string,
    private readonly delivery: Delivery,
    private readonly storage: Storage = localStorage,
    private readonly now: () => number = Date.now,
  ) {
    const found: OutboxItem[] = [];
    for (let i = 0; i < storage.length; i++) {
      const place = storage.key(i);
      const item = place?.startsWith(prefix) ? load<OutboxItem>(place, storage) : null;
      if (item) found.push(item.state === "refused" ? item : { ...item, state: this.isLate(item) ? "held" : "waiting" });
    }
    this.items = found.sort((a, b) => a.at.localeCompare(b.at));
  }

  /** Everything that has not been answered, oldest first; the same array until it changes. */
  readonly all = (): readonly OutboxItem[] => this.items;

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  };

  /** Sends what waits, such as when the connection is back. */
  readonly flush = (): void => {
    clearTimeout(this.timer);
    const begun = new Set<string>();
    for (const item of this.items) {
      // One after the other in a conversation, so that they arrive in the order in which they were written.
      if (begun.has(item.conversationId)) continue;
      if (item.state === "sending") begun.add(item.conversationId);
      if (item.state !== "waiting") continue;
      begun.add(item.conversationId);
      if (this.isLate(item)) this.replace({ ...item, state: "held" });
      else void this.attempt(item);
    }
  };

  /** Sends a reply off. */
  add(conversationId: string, draft: Pick<Draft, "key" | "file"> & Partial<Pick<Draft, "quote">>, body: Reply): void {
    const at = new Date(this.now()).toISOString();
    this.put([
      ...this.items.filter(({ key }) => key !== draft.key),
      {
        key: draft.key,
        conversationId,
        body,
        file: draft.file,
        quote: draft.quote ?? null,
        at,
        state: "waiting",
        refusal: null,
      },
    ]);
    this.flush();
  }

  /** Tries again as a person wishes, maybe over another route; the key stays. */
  again(key: string, changed: Reply = {}): void {
    const item = this.items.find((one) => one.key === key);
    if (!item || this.busy.has(key)) return;
    const at = new Date(this.now()).toISOString();
    this.replace({ ...item, body: { ...item.body, ...changed }, at, state: "waiting", refusal: null });
    this.failures = 0;
    this.flush();
  }

  /** Forgets a reply. */
  discard(key: string): void {
    this.put(this.items.filter((item) => item.key !== key));
    this.flush();
  }

  private async attempt(item: OutboxItem): Promise<void> {
    if (this.busy.has(item.key)) return;
    this.busy.add(item.key);
    this.replace({ ...item, state: "sending" });
    try {
      const message = await this.delivery.send(item);
      this.failures = 0;
      // Stored first: between the two the message would be nowhere.
      this.delivery.onSent(message);
      this.busy.delete(item.key);
      this.discard(item.key);
    } catch (error) {
      this.busy.delete(item.key);
      this.onFailure(item, error);
    }
  }

  private onFailure(item: OutboxItem, error: unknown): void {
    if (!this.items.some(({ key }) => key === item.key)) return;
    if (error instanceof ApiError && !isPassing(error)) {
      const { code, title, detail, route } = error;
      const refusal = { code, title, detail, route };
      this.replace({ ...item, state: "refused", refusal });
      this.delivery.onRefused(item, refusal);
      this.flush();
      return;
    }
    this.replace({ ...item, state: "waiting" });
    const told = error instanceof ApiError ? error.retryAfterMs : null;
    const waitMs = Math.min(told ?? FIRST_WAIT_MS * 2 ** this.failures, LONGEST_WAIT_MS);
    this.failures += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.flush, waitMs);
  }

  private isLate({ at }: OutboxItem): boolean {
    return this.now() - Date.parse(at) > PATIENCE_MS;
  }

  private replace(item: OutboxItem): void {
    this.put(this.items.map((one) => (one.key === item.key ? item : one)));
  }

  private put(items: readonly OutboxItem[]): void {
    for (const { key } of this.items) {
      if (!items.some((item) => item.key === key)) keep(this.prefix + key, null, this.storage);
    }
    for (const item of items) if (!this.items.includes(item)) keep(this.prefix + item.key, item, this.storage);
    this.items = items;
    for (const watcher of this.watchers) watcher();
  }
}
