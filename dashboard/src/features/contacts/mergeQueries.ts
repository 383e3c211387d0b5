/** Two contacts that turn out to be one, and are two again. */

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

const mergeKeys = {
  preview: (id: string, other: string) => [...keys.contacts, "merge-preview", id, other] as const,
  into: (id: string) => [...keys.contacts, "merges", id] as const,
};

export interface Pair {
  /** The contact that stays. */
  id: string;
  /** The contact that goes. */
  other: string;
}

/** What the contact would be if another one were merged into it. */
export function useMergePreview(pair: Pair | null) {
  const api = useApi();
  const { id, other } = pair ?? { id: "", other: "" };
  return useQuery({
    queryKey: mergeKeys.preview(id, other),
    queryFn: ({ signal }) =>
      answer(api.GET("/api/contacts/{id}/merge-preview", { params: { path: { id }, query: { contact_id: other } }, signal })),
    enabled: pair !== null,
    staleTime: 0,
  });
}

export function useMerges(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: mergeKeys.into(id),
    queryFn: async ({ signal }) => (await answer(api.GET("/api/contacts/{id}/merges", { params: { path: { id } }, signal }))).items,
  });
}

export function useMerge() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, other }: Pair) =>
      answer(api.POST("/api/contacts/{id}/merge", { params: { path: { id } }, body: { contact_id: other } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.contacts }),
  });
}

export function useUndoMerge(id: string) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (source: string) =>
      answer(api.POST("/api/contacts/{id}/merges/{source}/undo", { params: { path: { id, source } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.contacts }),
  });
}
