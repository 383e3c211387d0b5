import { describe, expect, it, vi } from "vitest";

import { createClient } from "@/api/client";

import { EVERYBODY } from "./search";
import { NOTHING, type Parts, takePart } from "./exportQueries";

vi.stubGlobal("location", { origin: "http://dashboard.test" });

const WANTED = { q: "ana", filter: EVERYBODY };
const { signal } = new AbortController();

function part(text: string, contacts: number, next?: string): Response {
  const headers = { "Content-Type": "text/csv", "X-Contacts-So-Far": String(contacts), ...(next && { "X-Next-Cursor": next }) };
  return new Response(text, { headers });
}

async function text({ content }: Parts): Promise<string> {
  return (await Promise.all(content.map((each) => each.text()))).join("");
}

describe("a file that comes in parts", () => {
  it("has nothing of a part that nobody is in", async () => {
    const empty = new Response("", { headers: { "Content-Length": "0", "X-Contacts-So-Far": "0" } });
    const api = createClient({ getToken: () => Promise.resolve(null), tenantId: "acme" }, () => Promise.resolve(empty));
    const all = await takePart(api, WANTED, { content: [new Blob(["name\n"])], cursor: "c1", contacts: 0 }, signal);
    expect(all).toMatchObject({ cursor: null, contacts: 0 });
    expect(await new Blob(all.content).text()).toBe("name\n");
  });

  it("is asked for part by part, and goes on where a part did not arrive", async () => {
    const asked: unknown[] = [];
    const answers = [part("name\nAna\n", 1, "c1"), new Response(null, { status: 503 }), part("Ben\n", 2)];
    const api = createClient({ getToken: () => Promise.resolve(null), tenantId: "acme" }, async (request) => {
      asked.push(await request.json());
      return answers.shift() ?? new Response(null, { status: 500 });
    });
    const first = await takePart(api, WANTED, NOTHING, signal);
    expect(first).toMatchObject({ cursor: "c1", contacts: 1 });
    await expect(takePart(api, WANTED, first, signal)).rejects.toThrow();
    const all = await takePart(api, WANTED, first, signal);
    expect(all).toMatchObject({ cursor: null, contacts: 2 });
    expect(await text(all)).toBe("name\nAna\nBen\n");
    expect(asked).toEqual(["", "c1", "c1"].map((cursor) => ({ ...WANTED, cursor })));
  });
});
