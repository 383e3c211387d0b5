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

/** A client that calls as `caller`; `send` is replaced in tests. */
export function createClient(caller: Caller, send: typeof fetch = (request) => fetch(request)): Api {
  async function signed(request: Request, fresh: boolean): Promise<Request> {
    const copy = request.clone();
    const token = await caller.getToken(fresh);
    if (token) copy.headers.set("Authorization", `Bearer ${token}`);
    if (caller.tenantId) copy.headers.set("X-Tenant-Id", caller.tenantId);
    return copy;
  }

  async function call(request: Request): Promise<Response> {
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

  const client = createOpenApiClient<paths>({ baseUrl: globalThis.location.origin, fetch: call });
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

/** A key for one thing that is to happen once; keep it for as long as you try. */
export function newKey(): string {
  return crypto.randomUUID();
}

/** The header for a key: `api.POST(path, { body, headers: once(key) })`. */
export function once(key: string): Record<string, string> {
  return { "Idempotency-Key": key };
}
