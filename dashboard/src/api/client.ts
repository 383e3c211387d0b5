/** The typed client: who calls, for which workspace, and errors as `ApiError`. */

import createOpenApiClient, { type Client } from "openapi-fetch";

import { problemOf, unreachable } from "./problem";
import type { components, paths } from "./schema";

export type Api = Client<paths>;
export type Schemas = components["schemas"];

export interface Caller {
  /** The person's ID token; `fresh` when the last one was refused. */
  getToken: (fresh: boolean) => Promise<string | null>;
  /** The workspace; null for calls that concern none. */
  tenantId: string | null;
  /** Told when even a fresh token is refused. */
  onRefused?: () => void;
}

/** How one signed request goes out. */
export type Send = (request: Request) => Promise<Response>;

const calls = new WeakMap<Api, (request: Request, send: Send) => Promise<Response>>();

/** A `fetch` option for one call of `api` that is to go out in another way, such as one that tells how far it is. */
export function through(api: Api, send: Send): Send {
  return (request) => {
    const call = calls.get(api);
    if (!call) throw new Error("This client was not made by createClient().");
    return call(request, send);
  };
}

/** A client that calls as `caller`; `send` is replaced in tests. */
export function createClient(caller: Caller, send: Send = (request) => fetch(request)): Api {
  async function signed(request: Request, fresh: boolean): Promise<Request> {
    const copy = request.clone();
    const token = await caller.getToken(fresh);
    if (token) copy.headers.set("Authorization", `Bearer ${token}`);
    if (caller.tenantId) copy.headers.set("X-Tenant-Id", caller.tenantId);
    return copy;
  }

  async function call(request: Request, send: Send): Promise<Response> {
    try {
      const answer = await send(await signed(request, false));
      if (answer.status !== 401) return answer;
      // A 401 has done nothing, so that asking again is safe for every method.
      const again = await send(await signed(request, true));
      if (again.status === 401) caller.onRefused?.();
      return again;
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw unreachable(error);
    }
  }

  const client = createOpenApiClient<paths>({ baseUrl: globalThis.location.origin, fetch: (request) => call(request, send) });
  calls.set(client, call);
  client.use({
    async onResponse({ response }) {
      if (!response.ok) throw await problemOf(response);
    },
  });
  return client;
}

/** What a call answers; errors have been thrown already. */
export async function answer<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

/** A part of a file that the API hands out part by part, and where the next one begins: null after the last. */
export interface Part {
  content: Blob;
  next: string | null;
  headers: Headers;
}

/** The part that a call, made with `parseAs: "blob"`, answers. */
export async function part(call: Promise<{ data?: unknown; response: Response }>): Promise<Part> {
  const {
    data,
    response: { headers },
  } = await call;
  // There is no data where an answer is empty, and `undefined` would be written into the file.
  return { content: (data as Blob | undefined) ?? new Blob(), next: headers.get("X-Next-Cursor"), headers };
}

/** A key for one thing that is to happen once; keep it for as long as you try. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** The header for a key: `api.POST(path, { body, headers: once(key) })`. */
export function once(key: string): Record<string, string> {
  return { "Idempotency-Key": key };
}

/** For how long who asks for the same again means the same. */
const SAME_MS = 600_000;
const unsure = new Map<string, { key: string; at: number }>();

/**
 * Calls under a key that stays the same for the same act until its success was seen: after a lost answer, trying again gets that
 * answer and does nothing twice. `what` tells acts apart: all that the request says.
 */
export async function onceFor<T>(what: readonly unknown[], call: (headers: Record<string, string>) => Promise<T>): Promise<T> {
  const act = JSON.stringify(what);
  const before = unsure.get(act);
  const key = before && Date.now() - before.at < SAME_MS ? before.key : newKey();
  unsure.set(act, { key, at: Date.now() });
  const got = await call(once(key));
  unsure.delete(act);
  return got;
}
