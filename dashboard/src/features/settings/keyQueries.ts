/** API keys: reading them, and changing them. */

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, once, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import type { Role } from "@/session/roles";

export type Key = Schemas["KeyView"];
const KEYS = ["api-keys"] as const;
const PAGE = 50;

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
  /** Until when it works; null is for ever. */
  expires_at: string | null;
}

export function useMakeKey() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ body, key }: { body: WantedKey; key: string }) =>
      answer(api.POST("/api/workspace/keys", { body, headers: once(key) })),
    onSettled: () => queries.invalidateQueries({ queryKey: KEYS }),
  });
}

export function useRotateKey(id: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ hours, key }: { hours: number; key: string }) =>
      answer(
        api.POST("/api/workspace/keys/{id}/rotate", {
          params: { path: { id } },
          body: { overlap_hours: hours },
          headers: once(key),
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
