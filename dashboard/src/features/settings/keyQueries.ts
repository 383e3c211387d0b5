/** API keys: reading them, and changing them. */

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, newKey, once, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import type { Role } from "@/session/roles";

export type Key = Schemas["KeyView"];
const KEYS = ["api-keys"] as const;
const PAGE = 50;
const DAY_MS = 86_400_000;

export function useKeys() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: KEYS,
    queryFn: async ({ pageParam: cursor, signal }) =>
      answer(api.GET("/api/workspace/keys", { params: { query: { limit: PAGE, cursor } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export interface WantedKey {
  name: string;
  role: Role;
  /** For how long it works; null is for ever. */
  days: number | null;
}

export function useMakeKey() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ days, ...wanted }: WantedKey) => {
      const expires_at = days === null ? null : new Date(Date.now() + days * DAY_MS).toISOString();
      return answer(api.POST("/api/workspace/keys", { body: { ...wanted, expires_at }, headers: once(newKey()) }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS }),
  });
}

export function useRotateKey(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (hours: number) =>
      answer(
        api.POST("/api/workspace/keys/{id}/rotate", {
          params: { path: { id } },
          body: { overlap_hours: hours },
          headers: once(newKey()),
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS }),
  });
}

export function useRevokeKey(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => answer(api.POST("/api/workspace/keys/{id}/revoke", { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS }),
  });
}
