import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { ApiError, unreachable } from "@/api/problem";

import type { Message } from "../cache/order";
import { message } from "../testing/samples";
import { type Delivery, Outbox, type OutboxItem } from "./outbox";

class MemoryStorage implements Storage {
  private readonly held = new Map<string, string>();
  get length() {
    return this.held.size;
  }
  clear() {
    this.held.clear();
  }
  getItem(key: string) {
    return this.held.get(key) ?? null;
  }
  key(at: number) {
    return [...this.held.keys()][at] ?? null;
  }
  removeItem(key: string) {
    this.held.delete(key);
  }
  setItem(key: string, value: string) {
    this.held.set(key, value);
  }
}

type Answer = Message | Error;

function start(storage: Storage, ...answers: Answer[]) {
  const asked: OutboxItem[] = [];
  const sent: Message[] = [];
  const delivery: Delivery = {
    send: (item) => {
      asked.push(item);
      const next = answers.shift() ?? message("stored");
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    onSent: (one) => sent.push(one),
    onRefused: vi.fn(),
  };
  return { outbox: new Outbox("t.", delivery, storage), asked, sent, delivery };
}

const problem = (status: number, code: string) =>
  new ApiError({ status, code, title: code, detail: "Because.", route: null });
const draft = (key: string) => ({ key, file: null });

describe("outbox", () => {
  let storage: Storage;
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 20) });
    storage = new MemoryStorage();
  });
  afterEach(() => vi.useRealTimers());

  it("shows a reply at once, and lets it go once it is stored", async () => {
    const { outbox, sent } = start(storage);
    outbox.add("k", draft("one"), { text: "hi" });
    expect(outbox.all().map(({ state }) => state)).toEqual(["sending"]);
    await vi.runAllTimersAsync();
    expect(outbox.all()).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(storage.length).toBe(0);
  });

  it("asks again with the same key and body until there is an answer", async () => {
    const { outbox, asked } = start(storage, unreachable(null), problem(503, "down"), problem(409, "write_raced"));
    outbox.add("k", draft("one"), { text: "hi" });
    await vi.runAllTimersAsync();
    expect(asked.map(({ key, body }) => [key, body.text])).toEqual(Array(4).fill(["one", "hi"]));
    expect(outbox.all()).toEqual([]);
  });

  it("goes on after the page was loaded again", async () => {
    const before = start(storage, unreachable(null));
    before.outbox.add("k", draft("one"), { text: "hi" });
    const after = start(storage);
    after.outbox.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(after.asked.map(({ key }) => key)).toEqual(["one"]);
    expect(after.outbox.all()).toEqual([]);
  });

  it("sends nothing by itself that is old", async () => {
    const before = start(storage, unreachable(null));
    before.outbox.add("k", draft("one"), { text: "hi" });
    vi.setSystemTime(Date.UTC(2026, 10, 21));
    const { outbox, asked } = start(storage);
    outbox.flush();
    expect(outbox.all().map(({ state }) => state)).toEqual(["held"]);
    expect(asked).toEqual([]);
    outbox.again("one");
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(1);
  });

  it("keeps what was refused until a person decides, and sends it under the same key", async () => {
    const { outbox, asked, delivery } = start(storage, problem(409, "route_changed"));
    outbox.add("k", draft("one"), { text: "hi", route_version: "old" });
    await vi.runAllTimersAsync();
    expect(outbox.all()[0]).toMatchObject({ state: "refused", refusal: { code: "route_changed", detail: "Because." } });
    expect(delivery.onRefused).toHaveBeenCalledOnce();
    outbox.again("one", { route_version: "new" });
    await vi.runAllTimersAsync();
    expect(asked.map(({ key, body }) => [key, body.route_version])).toEqual([
      ["one", "old"],
      ["one", "new"],
    ]);
  });

  it("keeps the order within a conversation, and lets others pass", async () => {
    const { outbox, asked } = start(storage, unreachable(null));
    outbox.add("k", draft("one"), {});
    outbox.add("k", draft("two"), {});
    outbox.add("other", draft("three"), {});
    await vi.runAllTimersAsync();
    expect(asked.map(({ key }) => key)).toEqual(["one", "three", "one", "two"]);
  });

  it("forgets what is discarded", async () => {
    const { outbox, asked } = start(storage, unreachable(null));
    outbox.add("k", draft("one"), {});
    await vi.advanceTimersByTimeAsync(0);
    outbox.discard("one");
    await vi.runAllTimersAsync();
    expect(asked).toHaveLength(1);
    expect(storage.length).toBe(0);
  });
});
