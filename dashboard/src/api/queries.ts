/** How queries behave: only reads are tried again, and only where that may help. */

import { QueryClient } from "@tanstack/react-query";

import { ApiError } from "./problem";

const ATTEMPTS = 3;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Whether a read that failed `failures` times before is tried again. */
export function mayRetry(failures: number, error: unknown): boolean {
  return error instanceof ApiError && error.passing && failures < ATTEMPTS - 1;
}

/** How long to wait before that: what the API says, or twice as long each time. */
export function retryDelayMs(failures: number, error: unknown): number {
  const told = error instanceof ApiError ? error.retryAfterMs : null;
  return Math.min(told ?? FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
}

/** A cache of its own: each workspace has one, so that nothing of another can show. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: mayRetry, retryDelay: retryDelayMs, staleTime: 30_000, refetchOnWindowFocus: false },
      // Fails at once without a network: an act that waited for it would happen later, by itself, when nobody wants it.
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** Keys of what more than one feature reads. */
export const keys = {
  workspaces: ["workspaces"] as const,
  workspace: ["workspace"] as const,
  /** The first steps: how far the workspace is. */
  checklist: ["checklist"] as const,
  members: ["members"] as const,
  channels: ["channels"] as const,
  agents: ["agents"] as const,
  usage: ["usage"] as const,
  stats: ["stats"] as const,
  templates: ["templates"] as const,
  campaigns: ["campaigns"] as const,
  audiences: ["audiences"] as const,
  contacts: ["contacts"] as const,
  backups: ["backups"] as const,
  incidents: ["incidents"] as const,
  jobs: ["jobs"] as const,
  /** The badge: how many conversations hold something unread. */
  unread: ["unread"] as const,
};
