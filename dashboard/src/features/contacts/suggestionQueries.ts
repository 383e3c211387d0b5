/** Contacts that are probably one person. */

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";

import type { Pair } from "./mergeQueries";

export type Suggestion = Schemas["SuggestionView"];

const PAGE = 100;
const ALL = [...keys.contacts, "suggestions"] as const;

/** Who is probably the same person as a contact. */
export function useSuggestions(id: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...ALL, id],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/contacts/{id}/suggestions", { params: { path: { id } }, signal }))).items,
  });
}

/** Compares all contacts, a hundred at a time; a page may hold nothing and still not be the last. */
export function useAllSuggestions() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...ALL, "all"],
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET("/api/contacts/suggestions", { params: { query: { limit: PAGE, cursor: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: Infinity,
  });
}

export function useDismiss() {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, other }: Pair) => {
      await api.POST("/api/contacts/{id}/suggestions/{other}/dismiss", { params: { path: { id, other } } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ALL }),
  });
}
